package io.sintonia.fetch;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/**
 * An origin on loopback that answers as scripted: also wrongly, slowly, or never. It works on raw sockets, so that every byte it sends and every
 * byte it was sent is the test's to see, and it knows at any moment how many connections are open.
 *
 * <pre>{@code
 * try (var origin = FaultyOrigin.start()) {
 *     origin.on("/list.m3u", Answer.ok("#EXTM3U"));
 *     origin.on("/live.ts", Answer.of("ICY 200 OK").piece(packets).stall());
 *     ... origin.url("/list.m3u") ... origin.requests().getFirst().header("Referer") ... origin.awaitOpenConnections(0, Duration.ofSeconds(2))
 * }
 * }</pre>
 */
public final class FaultyOrigin implements AutoCloseable {
    private final ServerSocket server;
    private final String scheme;
    private final Map<String, Function<Request, Answer>> answers = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Set<Socket> open = new HashSet<>(); // guarded by this
    private int seen; // guarded by this

    /** What a client sent, line by line, as Latin-1. */
    public record Request(String line, List<String> headerLines) {
        /** The request line's second word, exactly. */
        public String target() {
            return line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
        }

        /** The value of the first header of this name. */
        public Optional<String> header(String name) {
            String prefix = name + ":";
            return headerLines.stream()
                    .filter(header -> header.regionMatches(true, 0, prefix, 0, prefix.length()))
                    .map(header -> header.substring(prefix.length()).strip())
                    .findFirst();
        }
    }

    /** One thing an answer does. */
    private interface Step {
        void on(Socket socket, OutputStream out, CountDownLatch closing) throws IOException, InterruptedException;
    }

    /** A script of bytes and waits. When it is over the connection is closed. Immutable: each method gives a longer one. */
    public static final class Answer {
        private final List<Step> steps;

        private Answer(List<Step> steps) {
            this.steps = List.copyOf(steps);
        }

        /** Starts with this status line, whatever it is: "HTTP/1.1 200 OK", "ICY 200 OK". */
        public static Answer of(String statusLine) {
            return new Answer(List.of()).raw((statusLine + "\r\n").getBytes(StandardCharsets.UTF_8));
        }

        /** Starts with nothing: what follows is all that is sent. */
        public static Answer silent() {
            return new Answer(List.of());
        }

        /** 200 with this text and its length. */
        public static Answer ok(String text) {
            return ok(text.getBytes(StandardCharsets.UTF_8));
        }

        /** 200 with these bytes and their length. */
        public static Answer ok(byte[] body) {
            return of("HTTP/1.1 200 OK").announcing(body.length).piece(body);
        }

        /** 302 to there. */
        public static Answer redirect(String location) {
            return of("HTTP/1.1 302 Found")
                    .header("Location", location)
                    .announcing(0)
                    .piece(new byte[0]);
        }

        /** A header, as given, even if it is wrong. */
        public Answer header(String name, String value) {
            return raw((name + ": " + value + "\r\n").getBytes(StandardCharsets.UTF_8));
        }

        /** A Content-Length, true or not. */
        public Answer announcing(long bytes) {
            return header("Content-Length", Long.toString(bytes));
        }

        /** Transfer-Encoding: chunked. */
        public Answer chunked() {
            return header("Transfer-Encoding", "chunked");
        }

        /** Ends the head, and sends these bytes of the body. */
        public Answer piece(byte[] bytes) {
            return raw("\r\n".getBytes(StandardCharsets.US_ASCII)).raw(bytes);
        }

        /** Sends these bytes as they are. */
        public Answer raw(byte[] bytes) {
            return then((socket, out, closing) -> out.write(bytes));
        }

        /** A whole chunk. */
        public Answer chunk(byte[] bytes) {
            return raw((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII))
                    .raw(bytes)
                    .raw("\r\n".getBytes(StandardCharsets.US_ASCII));
        }

        /** The chunk that ends a chunked body. */
        public Answer lastChunk() {
            return raw("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }

        /** Sends nothing more until the client closes. */
        public Answer stall() {
            return then((socket, out, closing) -> {
                while (socket.getInputStream().read() >= 0) {
                    // a client has nothing to say here
                }
            });
        }

        /** Waits this long, or until the origin is closed. */
        public Answer pause(Duration time) {
            return then((socket, out, closing) -> closing.await(time.toNanos(), TimeUnit.NANOSECONDS));
        }

        /** These bytes again and again, as fast as they are taken, until the client closes. */
        public Answer endlessly(byte[] bytes) {
            return then((socket, out, closing) -> {
                while (closing.getCount() > 0) {
                    out.write(bytes);
                }
            });
        }

        /** These bytes evenly over this time, fifty pieces a second. */
        public Answer paced(byte[] bytes, Duration over) {
            return then((socket, out, closing) -> {
                long began = System.nanoTime();
                int sent = 0;
                while (sent < bytes.length && !closing.await(20, TimeUnit.MILLISECONDS)) {
                    double share = (System.nanoTime() - began) / (double) over.toNanos();
                    int due = (int) Math.min(bytes.length, (long) (bytes.length * share));
                    out.write(bytes, sent, due - sent);
                    sent = due;
                }
            });
        }

        /** What {@code more} does, after this. */
        public Answer and(Answer more) {
            var longer = new ArrayList<>(steps);
            longer.addAll(more.steps);
            return new Answer(longer);
        }

        /** One byte per pace, without end. */
        public Answer trickle(Duration pace) {
            return then((socket, out, closing) -> {
                while (!closing.await(pace.toNanos(), TimeUnit.NANOSECONDS)) {
                    out.write('x');
                }
            });
        }

        /** Breaks the connection with a reset. */
        public Answer reset() {
            return then((socket, out, closing) -> {
                socket.setSoLinger(true, 0);
                socket.close();
            });
        }

        private Answer then(Step step) {
            var longer = new ArrayList<>(steps);
            longer.add(step);
            return new Answer(longer);
        }
    }

    private FaultyOrigin(ServerSocket server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        Thread.ofVirtual().name("faulty-origin").start(this::accept);
    }

    /** Listens on a free port of 127.0.0.1. */
    public static FaultyOrigin start() throws IOException {
        return new FaultyOrigin(new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")), "http");
    }

    /** The same under TLS. */
    static FaultyOrigin start(SSLContext tls) throws IOException {
        return new FaultyOrigin(
                tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")), "https");
    }

    /** Answers a path (a target up to its '?') so; of several, the last counts. Other paths get 404. */
    public FaultyOrigin on(String path, Answer answer) {
        return on(path, request -> answer);
    }

    /** Answers a path depending on the request. */
    public FaultyOrigin on(String path, Function<Request, Answer> answer) {
        answers.put(path, answer);
        return this;
    }

    /** Answers everything that has no answer of its own. */
    public FaultyOrigin otherwise(Answer answer) {
        return on("*", answer);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The address of a target on this origin. */
    public String url(String target) {
        return scheme + "://127.0.0.1:" + port() + target;
    }

    /** All requests so far, in order. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** How many connections were ever accepted. */
    public synchronized int connectionsSeen() {
        return seen;
    }

    /** How many connections are open now. */
    public synchronized int openConnections() {
        return open.size();
    }

    /** Waits until so many connections are open. False if that does not happen in time. */
    public synchronized boolean awaitOpenConnections(int count, Duration within) throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        while (open.size() != count) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** Ends all connections. */
    @Override
    public void close() throws IOException {
        closing.countDown();
        server.close();
        List<Socket> sockets;
        synchronized (this) {
            sockets = List.copyOf(open);
        }
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                synchronized (this) {
                    open.add(socket);
                    seen++;
                    notifyAll();
                }
                Thread.ofVirtual().name("faulty-origin-" + socket.getPort()).start(() -> serve(socket));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Request request = read(new BufferedInputStream(socket.getInputStream()));
            requests.add(request);
            String target = request.target();
            int question = target.indexOf('?');
            String path = question < 0 ? target : target.substring(0, question);
            var otherwise = answers.getOrDefault(
                    "*",
                    any -> Answer.of("HTTP/1.1 404 Not Found").announcing(0).piece(new byte[0]));
            Answer answer = answers.getOrDefault(path, otherwise).apply(request);
            for (Step step : answer.steps) {
                step.on(socket, socket.getOutputStream(), closing);
            }
        } catch (IOException e) {
            // The client is gone, which is what some tests wait for.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                open.remove(socket);
                notifyAll();
            }
        }
    }

    static Request read(InputStream in) throws IOException {
        String line = line(in);
        var headers = new ArrayList<String>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            headers.add(header);
        }
        return new Request(line, List.copyOf(headers));
    }

    private static String line(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the client hung up");
            }
            bytes.write(b);
        }
        String text = bytes.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}

package io.sintonia;

import io.micronaut.context.ApplicationContext;

/** Reads the command line and serves. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        ApplicationContext.run();
    }
}

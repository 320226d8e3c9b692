import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Target;

/**
 * Build step: migrates a scratch database with the module's migrations and writes the jOOQ classes for it.
 * Does nothing when neither the migrations nor this file have changed since the last run.
 */
public final class SchemaClasses {
    public static void main(String[] arguments) throws Exception {
        Path module = Path.of(arguments[0]);
        Path migrations = module.resolve("src/main/resources/db/migration");
        Path scratch = module.resolve("target/schema.db");
        Path classes = module.resolve("target/generated-sources/jooq");
        Path stamp = module.resolve("target/schema.stamp");

        String wanted = fingerprint(migrations, module.resolve("src/build/SchemaClasses.java"));
        if (Files.exists(stamp) && Files.readString(stamp).equals(wanted) && Files.isDirectory(classes)) {
            return;
        }
        Files.createDirectories(scratch.getParent());
        Files.deleteIfExists(scratch);
        String url = "jdbc:sqlite:" + scratch;
        Flyway.configure()
                .dataSource(url, null, null)
                .locations("filesystem:" + migrations)
                .load()
                .migrate();
        GenerationTool.generate(new Configuration()
                .withJdbc(new Jdbc().withDriver("org.sqlite.JDBC").withUrl(url))
                .withGenerator(new Generator()
                        .withDatabase(new Database()
                                .withName("org.jooq.meta.sqlite.SQLiteDatabase")
                                .withForcedTypes(
                                        // SQLite calls every whole number INTEGER; ours are 64 bits wide on every database
                                        new ForcedType().withName("BIGINT").withIncludeTypes("(?i:integer|bigint)"),
                                        new ForcedType().withName("BLOB").withIncludeTypes("(?i:bytea)"))
                                .withExcludes("flyway_schema_history|sqlite_.*"))
                        .withGenerate(new Generate().withRecords(true).withDeprecated(false))
                        .withTarget(
                                new Target().withPackageName("io.sintonia.schema").withDirectory(classes.toString()))));
        Files.writeString(stamp, wanted);
    }

    private static String fingerprint(Path migrations, Path self) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (var files = Files.list(migrations)) {
            for (Path file : files.sorted().toList()) {
                digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
        }
        digest.update(Files.readAllBytes(self));
        return HexFormat.of().formatHex(digest.digest());
    }
}

/** The {@code larder} command. */
module dev.larder.cli {
    requires static org.jspecify;
    requires dev.larder;
    requires dev.larder.codec.jackson;
    requires dev.larder.storage.sqlite;
    requires info.picocli;
    requires me.tongfei.progressbar;

    opens dev.larder.cli to
            info.picocli;
    opens dev.larder.cli.demo to
            com.fasterxml.jackson.databind,
            info.picocli;
    opens dev.larder.cli.reshard to
            info.picocli;
}

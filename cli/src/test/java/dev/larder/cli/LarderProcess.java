package dev.larder.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command in a process of its own, as the launcher would start it. */
public final class LarderProcess {

    private LarderProcess() {}

    public static Process start(Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--class-path",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    public static Result run(Object... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        // what hangs is killed, or reading would never end
        var unused =
                process.onExit().orTimeout(5, TimeUnit.MINUTES).exceptionally(hanging -> process.destroyForcibly());
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    /**
     * How it ended.
     *
     * @param output standard output and error
     */
    public record Result(int exitCode, String output) {}
}

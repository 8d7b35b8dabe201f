package dev.larder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.cli.LarderProcess.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    @TempDir
    Path directory;

    @Test
    void help_namesTheCommandsAndTheExitCodes() throws Exception {
        Result result = LarderProcess.run("--help");
        assertThat(result.output())
                .contains("Usage: larder", "demo", "reshard", "Exit codes:")
                .isASCII();
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void helpOfDemo_namesItsOptions() throws Exception {
        Result result = LarderProcess.run("demo", "--help");
        assertThat(result.output()).contains("Usage: larder demo", "--cache", "--fresh", "--verbose");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void noArguments_areAnsweredWithTheHelp() throws Exception {
        Result result = LarderProcess.run();
        assertThat(result.output()).contains("Usage: larder", "Commands:");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void version_isThatOfTheBuild() throws Exception {
        assertThat(LarderProcess.run("--version").output()).containsPattern("larder \\d+\\.\\d+\\.\\d+");
    }

    @Test
    void unknownOption_isNamedAndTheHelpPointedTo() throws Exception {
        Result result = LarderProcess.run("demo", "--frehs");
        assertThat(result.output()).contains("Unknown option: '--frehs'", "--fresh", "Try 'larder demo --help'");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void unknownCommand_isNamed() throws Exception {
        Result result = LarderProcess.run("dmeo");
        assertThat(result.output()).contains("larder: no command 'dmeo'; commands are demo, reshard");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void fileWhereTheCacheShouldBe_isOneClearLine() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        Result result = LarderProcess.run("demo", directory, "--cache", file);
        assertThat(result.output())
                .startsWith("larder: ")
                .contains(file.toString())
                .contains("--verbose")
                .doesNotContain("\tat ");
        assertThat(result.exitCode()).isOne();
        assertThat(file).hasContent("not a directory");
    }

    @Test
    void failure_withVerbose_showsWhereItCameFrom() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        assertThat(LarderProcess.run("demo", directory, "--cache", file, "--verbose")
                        .output())
                .contains("\tat dev.larder");
    }
}

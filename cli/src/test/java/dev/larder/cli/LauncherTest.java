package dev.larder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script itself, in a project and with a JDK and a Maven that only look like it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LauncherTest {

    private static final String WORKING_MAVEN = """
            echo "$@" >> builds
            echo 'what maven says'
            touch cli/target/larder.jar
            """;
    private static final String FAILING_MAVEN = """
            echo '[ERROR] no such luck'
            exit 1
            """;

    @TempDir
    Path directory;

    private Path project;
    private Path jdk;
    private Path tools;

    @BeforeEach
    void makeProject() throws IOException {
        project = Files.createDirectories(directory.resolve("a project"));
        Path sources = Files.createDirectories(project.resolve("cli/src/main/java"));
        Files.writeString(sources.resolve("Source.java"), "");
        Files.writeString(project.resolve("pom.xml"), "");
        Files.writeString(project.resolve("cli/pom.xml"), "");
        Files.copy(Path.of("../larder"), project.resolve("larder"), StandardCopyOption.COPY_ATTRIBUTES);

        jdk = directory.resolve("jdk");
        script(jdk.resolve("bin/java"), "printf '<%s>\\n' \"$@\"");
        version("17.0.15");

        tools = directory.resolve("tools");
        for (String tool :
                List.of("dirname", "find", "grep", "head", "mkdir", "mv", "readlink", "sed", "tail", "touch")) {
            passOn(tool);
        }
        script(tools.resolve("mvn"), WORKING_MAVEN);
    }

    @Test
    void firstStart_buildsAndRunsTheJarWithTheArguments() throws Exception {
        Result result = larder("demo", "a directory");

        assertThat(result.output())
                .contains("larder: building")
                .contains("<-jar>\n<" + project.toRealPath() + "/cli/target/larder.jar>\n<demo>\n<a directory>")
                .contains("<-Dlarder.home=" + project.toRealPath() + ">")
                .doesNotContain("what maven says");
        assertThat(builds())
                .hasSize(1)
                .allSatisfy(build -> assertThat(build).contains("-DskipTests", "-pl cli -am package"));
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void nextStart_doesNotBuild() throws Exception {
        larder();
        assertThat(larder().output()).doesNotContain("building");
        assertThat(builds()).hasSize(1);
    }

    @Test
    void changedSource_buildsAgainOnce() throws Exception {
        larder();
        changeSource();
        age(project.resolve("cli/target/larder.jar"));
        age(project.resolve("cli/target/larder.stamp"));
        assertThat(larder().output()).contains("building again");
        assertThat(larder().output()).doesNotContain("building");
        assertThat(builds()).hasSize(2);
    }

    @Test
    void failedBuild_showsTheErrorsAndTheLogAndIsTriedAgain() throws Exception {
        script(tools.resolve("mvn"), FAILING_MAVEN);
        Result failed = larder();
        assertThat(failed.output()).contains("[ERROR] no such luck", "the build failed", "larder-build.log");
        assertThat(failed.exitCode()).isOne();

        script(tools.resolve("mvn"), WORKING_MAVEN);
        assertThat(larder().exitCode()).isZero();
    }

    @Test
    void throughALink_findsItsProject() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("linked"), Path.of("a project/larder"));
        assertThat(start(link).output()).contains("<" + project.toRealPath() + "/cli/target/larder.jar>");
    }

    @Test
    void oldJava_saysWhichAndWhatIsNeeded() throws Exception {
        version("11.0.2");
        Result result = larder();
        assertThat(result.output()).contains("needs Java 17 or newer, but " + jdk + "/bin/java is 11.0.2");
        assertThat(result.exitCode()).isOne();
    }

    @Test
    void javaWithoutReleaseFile_isAskedForItsVersion() throws Exception {
        Files.delete(jdk.resolve("release"));
        script(jdk.resolve("bin/java"), "echo 'openjdk version \"1.8.0_402\"' >&2");
        assertThat(larder().output()).contains("is 1.8.0_402");
    }

    @Test
    void javaHomeWithoutJava_saysSo() throws Exception {
        Files.delete(jdk.resolve("bin/java"));
        assertThat(larder().output()).contains("JAVA_HOME is " + jdk + ", but there is no bin/java in it");
    }

    @Test
    void withoutMaven_saysWhatToInstall() throws Exception {
        Files.delete(tools.resolve("mvn"));
        Result result = larder();
        assertThat(result.output()).contains("install Maven");
        assertThat(result.exitCode()).isOne();
    }

    private Result larder(String... arguments) throws IOException, InterruptedException {
        return start(project.resolve("larder"), arguments);
    }

    /** Starts it in another directory than its own, with nothing on the PATH but what it is allowed to need. */
    private Result start(Path launcher, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/bash", launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("JAVA_HOME", jdk.toString());
        Process process = builder.start();
        // what hangs is killed, or reading would never end
        var unused =
                process.onExit().orTimeout(5, TimeUnit.MINUTES).exceptionally(hanging -> process.destroyForcibly());
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(project.resolve("builds"));
    }

    private void version(String version) throws IOException {
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    private void changeSource() throws IOException {
        Files.writeString(project.resolve("cli/src/main/java/Source.java"), "// changed");
    }

    /** File times may be coarse: what is older has to be older by far. */
    private static void age(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3_600)));
    }

    private void passOn(String tool) throws IOException {
        for (String place : List.of("/usr/bin", "/bin")) {
            if (Files.exists(Path.of(place, tool))) {
                script(tools.resolve(tool), "exec " + Path.of(place, tool) + " \"$@\"");
                return;
            }
        }
    }

    private static void script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/bash\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private record Result(int exitCode, String output) {}
}

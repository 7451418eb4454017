package ai.aim2balance.metering.it.proof;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system of a few megabytes in memory, which can be filled up. Needs the right to mount one. For one thread. */
final class SmallDisk implements AutoCloseable {
    private static final int PIECE = 4_096;

    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /**
     * Mounts one.
     *
     * @throws IOException where that is not allowed, or there is no such thing on this system
     */
    static SmallDisk mount(int megabytes) throws IOException {
        Path directory = Directories.create("disk");
        run(List.of("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m,mode=0700", "tmpfs", directory.toString()));
        return new SmallDisk(directory);
    }

    Path directory() {
        return directory;
    }

    /** Leaves no room for another byte. */
    void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(filler())) {
            byte[] piece = new byte[PIECE];
            while (true) {
                out.write(piece);
            }
        } catch (IOException e) {
            if (Files.getFileStore(directory).getUsableSpace() > PIECE) {
                throw e;
            }
        }
    }

    /** Makes room again. */
    void free() throws IOException {
        Files.deleteIfExists(filler());
    }

    private Path filler() {
        return directory.resolve("filler");
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        run(List.of("umount", "-l", directory.toString()));
        Directories.delete(directory);
    }
}

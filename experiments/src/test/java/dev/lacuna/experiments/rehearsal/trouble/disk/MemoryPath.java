package dev.lacuna.experiments.rehearsal.trouble.disk;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

/** The name of a file of a {@link MemoryDisk}. */
record MemoryPath(MemoryFiles files, String name) implements Path {

    @Override
    public FileSystem getFileSystem() {
        return files;
    }

    @Override
    public boolean isAbsolute() {
        return name.startsWith("/");
    }

    @Override
    public Path resolve(Path other) {
        return other.isAbsolute() ? other : new MemoryPath(files, name + "/" + other);
    }

    @Override
    public Path getFileName() {
        return new MemoryPath(files, name.substring(name.lastIndexOf('/') + 1));
    }

    @Override
    public Path getParent() {
        return new MemoryPath(files, name.substring(0, Math.max(0, name.lastIndexOf('/'))));
    }

    @Override
    public Path toAbsolutePath() {
        return this;
    }

    @Override
    public Path normalize() {
        return this;
    }

    @Override
    public Path toRealPath(LinkOption... options) {
        return this;
    }

    @Override
    public int compareTo(Path other) {
        return name.compareTo(other.toString());
    }

    @Override
    public boolean startsWith(Path other) {
        return name.startsWith(other.toString());
    }

    @Override
    public boolean endsWith(Path other) {
        return name.endsWith(other.toString());
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public Path getRoot() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getNameCount() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path getName(int index) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path subpath(int begin, int end) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path relativize(Path other) {
        throw new UnsupportedOperationException();
    }

    @Override
    public URI toUri() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException();
    }
}

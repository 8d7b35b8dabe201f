package dev.larder.spring.web;

import dev.larder.storage.Blob;
import java.io.InputStream;
import org.springframework.core.io.AbstractResource;

/** An open value as Spring's resource, which can be read any number of times. */
final class CachedResource extends AbstractResource {

    private final Blob blob;
    private final String key;

    CachedResource(Blob blob, String key) {
        this.blob = blob;
        this.key = key;
    }

    @Override
    public InputStream getInputStream() {
        return blob.stream();
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public long contentLength() {
        return blob.length();
    }

    @Override
    public long lastModified() {
        return blob.storeTime().toEpochMilli();
    }

    @Override
    public String getDescription() {
        return "cached value of " + key;
    }
}

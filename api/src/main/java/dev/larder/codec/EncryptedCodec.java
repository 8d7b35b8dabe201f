package dev.larder.codec;

import dev.larder.internal.Envelope;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.util.Objects;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Another codec's form, encrypted: a header (version, length of the key's id, the id), the nonce, and the
 * {@link Envelope} under AES/GCM with its tag. The header is authenticated, not encrypted.
 */
final class EncryptedCodec<T> implements Codec<T> {

    static final int MAX_ID_BYTES = 255;

    private static final byte VERSION = 1;
    private static final int FIXED_HEADER = 2;

    /** 96 bits, the length that the mode is made for. */
    private static final int NONCE = 12;

    private static final int TAG = 16;

    private final Codec<T> inner;
    private final EncryptionKeys keys;
    private final SecureRandom random = new SecureRandom();

    EncryptedCodec(Codec<T> inner, EncryptionKeys keys) {
        this.inner = inner;
        this.keys = Objects.requireNonNull(keys, "keys");
    }

    @Override
    public Encoded encode(T value) {
        byte[] envelope = Envelope.pack(inner.encode(value));
        String keyId = keys.currentId();
        byte[] id = keyId.getBytes(StandardCharsets.UTF_8);
        if (id.length > MAX_ID_BYTES) {
            throw new SerializationException("Codec " + name() + " cannot write: the id of the current key has "
                    + id.length + " bytes, and " + MAX_ID_BYTES + " are the most; choose a shorter id");
        }
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        int header = FIXED_HEADER + id.length;
        ByteBuffer form = ByteBuffer.allocate(header + NONCE + envelope.length + TAG)
                .put(VERSION)
                .put((byte) id.length)
                .put(id)
                .put(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, keyId, nonce);
            cipher.updateAAD(form.array(), 0, header);
            cipher.doFinal(ByteBuffer.wrap(envelope), form);
        } catch (GeneralSecurityException | ProviderException e) {
            throw new SerializationException(
                    "Codec " + name() + " cannot encrypt with the key '" + keyId + "': " + e.getMessage(), e);
        }
        return new Encoded(Scalar.of(form.array()), Encoding.ENCRYPTED);
    }

    @Override
    public T decode(Encoded encoded) {
        byte[] form = Codec.require(this, encoded, Encoding.ENCRYPTED, Scalar.Bytes.class)
                .value();
        if (form.length < FIXED_HEADER) {
            throw Damage.found(this, "its header is cut off", null);
        }
        if (form[0] != VERSION) {
            throw Damage.found(this, "its version " + form[0] + " is unknown", null);
        }
        int header = FIXED_HEADER + Byte.toUnsignedInt(form[1]);
        int body = header + NONCE;
        if (form.length < body + TAG) {
            throw Damage.found(this, "it is cut off", null);
        }
        String keyId = new String(form, FIXED_HEADER, header - FIXED_HEADER, StandardCharsets.UTF_8);
        byte[] nonce = new byte[NONCE];
        System.arraycopy(form, header, nonce, 0, NONCE);
        byte[] envelope;
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, keyId, nonce);
            cipher.updateAAD(form, 0, header);
            envelope = cipher.doFinal(form, body, form.length - body);
        } catch (AEADBadTagException e) {
            throw new SerializationException(
                    "Codec " + name() + " cannot read the value: it was changed after it was written, or"
                            + " encrypted with another key of the id '" + keyId + "'",
                    e);
        } catch (GeneralSecurityException | ProviderException e) {
            throw new SerializationException(
                    "Codec " + name() + " cannot decrypt with the key '" + keyId + "': " + e.getMessage(), e);
        }
        return inner.decode(Damage.unpack(this, ByteBuffer.wrap(envelope)));
    }

    private Cipher cipher(int mode, String keyId, byte[] nonce) throws GeneralSecurityException {
        SecretKey key = keys.key(keyId);
        if (key == null) {
            throw new SerializationException("Codec " + name() + " has no key with the id '" + keyId
                    + "'; keep a key as long as there are values encrypted with it");
        }
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG, nonce));
        return cipher;
    }

    @Override
    public String name() {
        return "encrypted(" + inner.name() + ")";
    }

    @Override
    public boolean isDeterministic() {
        return false;
    }
}

package dev.larder.cli.demo;

import dev.larder.codec.Codec;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;

/** Facts as a text: the digest and the three numbers. */
final class FactsCodec implements Codec<FileFacts> {

    @Override
    public Encoded encode(FileFacts facts) {
        return Encoded.natively(
                Scalar.of(facts.sha256() + " " + facts.bytes() + " " + facts.lines() + " " + facts.words()));
    }

    @Override
    public FileFacts decode(Encoded encoded) {
        String text =
                Codec.require(this, encoded, Encoding.NATIVE, Scalar.Text.class).value();
        String[] parts = text.split(" ", -1);
        try {
            return new FileFacts(
                    parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new SerializationException("Not the facts of a file: " + text, e);
        }
    }

    @Override
    public String name() {
        return "facts";
    }
}

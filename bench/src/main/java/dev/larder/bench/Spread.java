package dev.larder.bench;

import java.util.List;
import java.util.Locale;

/** Values measured in several rounds, told as their median with the least and the greatest. */
record Spread(double median, double least, double greatest) {

    static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return new Spread(sorted.get(sorted.size() / 2), sorted.get(0), sorted.get(sorted.size() - 1));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", median, least, greatest);
    }
}

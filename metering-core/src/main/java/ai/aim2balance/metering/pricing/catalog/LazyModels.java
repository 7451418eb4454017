package ai.aim2balance.metering.pricing.catalog;

import java.util.AbstractList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The models of a provider of the bundled catalogue, read when the provider is first asked for: an application that
 * calls two providers does not wait at start-up for the models of thirty-six.
 */
final class LazyModels extends AbstractList<ModelPrices> {
    private final Supplier<List<ModelPrices>> source;
    private volatile @Nullable List<ModelPrices> models;

    LazyModels(Supplier<List<ModelPrices>> source) {
        this.source = source;
    }

    @Override
    public ModelPrices get(int index) {
        return models().get(index);
    }

    @Override
    public int size() {
        return models().size();
    }

    private List<ModelPrices> models() {
        List<ModelPrices> known = models;
        if (known == null) {
            synchronized (this) {
                known = models;
                if (known == null) {
                    known = source.get();
                    models = known;
                }
            }
        }
        return known;
    }
}

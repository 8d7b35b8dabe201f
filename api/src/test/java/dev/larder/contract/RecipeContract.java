package dev.larder.contract;

/** What the recipes must do on every storage: their contracts together. */
public interface RecipeContract
        extends AveragerContract,
                CounterRecipeContract,
                CacheLockContract,
                ReentrantCacheLockContract,
                BoundedSemaphoreContract,
                ThrottleContract,
                BarrierContract {}

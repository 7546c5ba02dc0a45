using Microsoft.EntityFrameworkCore.Storage;

namespace Leeway.Stores.Tests.Databases;

/// <summary>Repeats a statement whose response was lost, as a provider does with EnableRetryOnFailure.</summary>
internal sealed class RetryingStrategy(ExecutionStrategyDependencies dependencies) : ExecutionStrategy(dependencies, maxRetryCount: 3, TimeSpan.FromMilliseconds(10))
{
    protected override bool ShouldRetryOn(Exception exception) => exception is LostAnswerException;
}

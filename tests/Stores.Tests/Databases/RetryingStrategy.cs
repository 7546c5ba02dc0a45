using Microsoft.EntityFrameworkCore.Storage;

namespace Leeway.Stores.Tests.Databases;

/// <summary>Sends a statement again whose answer was lost, as EnableRetryOnFailure makes a provider do.</summary>
internal sealed class RetryingStrategy(ExecutionStrategyDependencies dependencies) : ExecutionStrategy(dependencies, maxRetryCount: 3, TimeSpan.FromMilliseconds(10))
{
    protected override bool ShouldRetryOn(Exception exception) => exception is LostAnswerException;
}

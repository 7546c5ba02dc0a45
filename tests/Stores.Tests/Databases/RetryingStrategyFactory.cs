using Microsoft.EntityFrameworkCore.Storage;

namespace Leeway.Stores.Tests.Databases;

internal sealed class RetryingStrategyFactory(ExecutionStrategyDependencies dependencies) : IExecutionStrategyFactory
{
    public IExecutionStrategy Create() => new RetryingStrategy(dependencies);
}

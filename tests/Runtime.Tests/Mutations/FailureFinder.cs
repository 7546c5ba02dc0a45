using Xunit.Sdk;

namespace Leeway.Runtime.Tests.Mutations;

/// <summary>Notes the first test that fails.</summary>
internal sealed class FailureFinder : IMessageSink
{
    private volatile string? _failed;

    /// <summary>The id of the test; empty if something else fails, such as a fixture; <see langword="null"/> if nothing does.</summary>
    public string? Failed => _failed;

    public bool OnMessage(IMessageSinkMessage message)
    {
        _failed ??= message switch
        {
            ITestFailed failure => failure.TestCaseUniqueID,
            IErrorMessage or ITestCleanupFailure or ITestClassCleanupFailure or ITestCollectionCleanupFailure => "",
            _ => null,
        };
        return _failed is null;
    }
}

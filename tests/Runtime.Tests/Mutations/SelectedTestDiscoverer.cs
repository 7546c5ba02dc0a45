using Xunit.v3;

namespace Leeway.Runtime.Tests.Mutations;

/// <summary>Finds the tests in the folders and classes that <c>LEEWAY_MUTATION_TESTS</c> lists, such as <c>Limits Http.RateLimitHandlerTests</c>.</summary>
internal sealed class SelectedTestDiscoverer(IXunitTestAssembly assembly) : XunitTestFrameworkDiscoverer(assembly)
{
    private static readonly string[] s_names = [.. (Environment.GetEnvironmentVariable("LEEWAY_MUTATION_TESTS") ?? "")
        .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static name => $"Leeway.Runtime.Tests.{name}.")];

    protected override Type[] GetExportedTypes() => [.. base.GetExportedTypes()
        .Where(static type => s_names.Length == 0 || s_names.Any(name => $"{type.FullName}.".StartsWith(name, StringComparison.Ordinal)))];
}

using Xunit.v3;

namespace Leeway.Runtime.Tests.Mutations;

/// <summary>Finds the tests in the folders that <c>LEEWAY_MUTATION_TESTS</c> lists.</summary>
internal sealed class SelectedTestDiscoverer(IXunitTestAssembly assembly) : XunitTestFrameworkDiscoverer(assembly)
{
    private static readonly string[] s_namespaces = [.. (Environment.GetEnvironmentVariable("LEEWAY_MUTATION_TESTS") ?? "")
        .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static folder => $"Leeway.Runtime.Tests.{folder}.")];

    protected override Type[] GetExportedTypes() => [.. base.GetExportedTypes()
        .Where(static type => s_namespaces.Length == 0 || s_namespaces.Any(name => $"{type.Namespace}.".StartsWith(name, StringComparison.Ordinal)))];
}

using System.Reflection;
using Leeway.Grants;

namespace Leeway.Runtime.Tests.Mutations;

/// <summary>The only test that Stryker.NET itself runs, before and after it has changed the runtime.</summary>
public sealed class RuntimeTests
{
    /// <summary>Stryker.NET removes the changed assembly when it ends, so this keeps a copy.</summary>
    [Fact]
    public void ChangedRuntimeShouldBeKept()
    {
        Assembly runtime = typeof(GrantId).Assembly;
        Assert.Equal("Leeway", runtime.GetName().Name);

        if (MutantSwitch.IsChanged && Environment.GetEnvironmentVariable("LEEWAY_MUTATION_CHANGES") is { Length: > 0 } folder)
        {
            File.Copy(runtime.Location, Path.Combine(folder, Path.GetFileName(runtime.Location)), overwrite: true);
        }
    }
}

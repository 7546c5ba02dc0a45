using System.Reflection;
using Leeway.Runtime.Tests.Mutations;
using Xunit.v3;

[assembly: TestFramework(typeof(SelectedTestFramework))]

namespace Leeway.Runtime.Tests.Mutations;

/// <summary>Runs a part of the tests for build/measure-mutations.</summary>
public sealed class SelectedTestFramework : XunitTestFramework
{
    public SelectedTestFramework()
    {
        if (MutationFolder.Initial is { } mutant)
        {
            // Before anything initializes the types of the runtime.
            MutantSwitch.Activate(mutant);
        }
    }

    protected override ITestFrameworkDiscoverer CreateDiscoverer(Assembly assembly) => new SelectedTestDiscoverer(FindTestAssembly(assembly));

    protected override ITestFrameworkExecutor CreateExecutor(Assembly assembly) => new MutationExecutor(FindTestAssembly(assembly));

    private IXunitTestAssembly FindTestAssembly(Assembly assembly) => ((XunitTestFrameworkDiscoverer)base.CreateDiscoverer(assembly)).TestAssembly;
}

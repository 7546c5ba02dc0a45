using System.Reflection;
using Leeway.Runtime.Tests.Mutations;
using Xunit.v3;

[assembly: TestFramework(typeof(SelectedTestFramework))]

namespace Leeway.Runtime.Tests.Mutations;

/// <summary>Runs a part of the tests for build/measure-mutations, because Stryker.NET passes no filter to Microsoft.Testing.Platform.</summary>
public sealed class SelectedTestFramework : XunitTestFramework
{
    protected override ITestFrameworkDiscoverer CreateDiscoverer(Assembly assembly) =>
        new SelectedTestDiscoverer(((XunitTestFrameworkDiscoverer)base.CreateDiscoverer(assembly)).TestAssembly);
}

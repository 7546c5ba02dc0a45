using System.Reflection;
using System.Runtime.Loader;
using Leeway.Generator.Tests.Emission;
using Refit;

namespace Leeway.Generator.Tests.RefitPackage;

/// <summary>The contract that tests compile against where the package is not to be had is a part of the package.</summary>
public class ContractTests
{
    [Fact]
    public void ContractShouldSayNothingThatThePackageDoesNot()
    {
        Assembly contract = new AssemblyLoadContext("Contract").LoadFromStream(new MemoryStream(RefitContract.Image));
        foreach (Type type in contract.GetExportedTypes().Where(static t => t.Name is not ("Registered" or "HttpClientFactoryExtensions")))
        {
            Type real = typeof(RestService).Assembly.GetType(type.FullName!, throwOnError: true)!;
            Assert.Equal(type.IsEnum, real.IsEnum);
            string[] members = [.. Members(real)];
            Assert.All(Members(type), member => Assert.Contains(member, members));
        }

        static IEnumerable<string> Members(Type type) => type
            .GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Select(static member => member is FieldInfo { IsLiteral: true } constant ? constant + "=" + constant.GetRawConstantValue() : member.ToString()!)
            .Where(static text => !text.Contains("get_Method", StringComparison.Ordinal));
    }
}

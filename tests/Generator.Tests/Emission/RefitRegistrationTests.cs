using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis.CSharp;

namespace Leeway.Generator.Tests.Emission;

public class RefitRegistrationTests
{
    [Theory]
    [InlineData("BuilderFactories")]
    [InlineData("SettingsFactories")]
    public async Task EveryClientShouldBeHandedToRefitWhenTheAssemblyIsLoaded(string factories)
    {
        Assembly assembly = EmittedAssembly.OverRefit(HandMadeClient.Shape).Assembly;
        RuntimeHelpers.RunModuleConstructor(assembly.ManifestModule.ModuleHandle);
        Type items = assembly.GetType("Made.By.Hand.IItemsApi", throwOnError: true)!;
        Assembly refit = items.GetCustomAttributesData().Single(static a => a.AttributeType.Name == "HeadersAttribute").AttributeType.Assembly;
        var registered = (Dictionary<Type, Delegate>)refit.GetType("Refit.Registered", throwOnError: true)!.GetField(factories)!.GetValue(null)!;
        Assert.Equal(
            HandMadeClient.Shape.Interfaces.Select(static i => i.InterfaceName).Order(StringComparer.Ordinal),
            registered.Keys.Select(static t => t.Name).Order(StringComparer.Ordinal));

        var handler = new RecordingHandler(HttpStatusCode.OK, "7");
        using var http = new HttpClient(handler) { BaseAddress = new Uri("https://api.example/ex/jira/1/") };
        object client = registered[items].DynamicInvoke(http, null)!;
        Assert.Equal(7, await (Task<long>)items.GetMethod("GetCountAsync")!.Invoke(client, [CancellationToken.None])!);
        Assert.StartsWith("GET https://api.example/ex/jira/1/rest/items/count\n", Assert.Single(handler.Requests), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12.0.0.0", true)]
    [InlineData("16.0.0.0", true)]
    [InlineData("11.9.0.0", false)]
    [InlineData(null, false)]
    public void RegistrationShouldBeGeneratedForARefitThatSupportsIt(string? version, bool isGenerated)
    {
        Generation generation = Generation.Of(
            LanguageVersion.CSharp12,
            project => version is null ? project : project.AddReferences(RefitContract.ReferenceOf(version)),
            DocumentInput.Committed("jira-service-management"));
        Assert.Equal(isGenerated, generation.Sources.ContainsKey("Leeway.JiraServiceManagement.RefitRegistration.g.cs"));
        Assert.Equal(version is null, generation.Sources.ContainsKey("Refit.Attributes.g.cs"));
        Assert.Empty(generation.CompilerDiagnostics());
    }
}

using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;
using Refit;

namespace Leeway.Generator.Tests.Emission;

public partial class RefitRegistrationTests
{
    private const string Switch = "if (global::Leeway.Generated.RefitClients.AreAllRegistered)";

    private static readonly DocumentInput s_desk = DocumentInput.Committed("jira-service-management") with { Tags = "Info,Knowledgebase,Request" };

    [Fact]
    public async Task RefitShouldReturnEveryClientOfTheAssembly()
    {
        Assembly assembly = EmittedAssembly.Of(HandMadeClient.Shape).Assembly;
        var handler = new RecordingHandler(HttpStatusCode.OK, "7");
        using var http = new HttpClient(handler) { BaseAddress = new Uri("https://api.example/ex/jira/1/") };
        Assert.All(HandMadeClient.Shape.Interfaces, shape =>
        {
            Type type = assembly.GetType("Made.By.Hand." + shape.InterfaceName, throwOnError: true)!;
            Assert.Equal("Made.By.Hand." + shape.ClientName, RestService.ForGenerated(type, http, new RefitSettings()).GetType().FullName);
        });

        Type items = assembly.GetType("Made.By.Hand.IItemsApi", throwOnError: true)!;
        object client = RestService.ForGenerated(items, http, new RefitSettings());
        Assert.Equal(7, await (Task<long>)items.GetMethod("GetCountAsync")!.Invoke(client, [CancellationToken.None])!);
        Assert.StartsWith("GET https://api.example/ex/jira/1/rest/items/count\n", Assert.Single(handler.Requests), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RestService.For<IInfoApi>(http)", "IInfoApi")]
    [InlineData("Refit.RestService.ForGenerated<Leeway.JiraServiceManagement.IInfoApi>(http)", "IInfoApi")]
    [InlineData("RestService.For<global::Leeway.JiraServiceManagement.IInfoApi>(http)", "IInfoApi")]
    [InlineData("services.AddRefitGeneratedClient<IInfoApi>().Services.AddKeyedRefitGeneratedClient<IRequestApi>(\"a\")", "IInfoApi,IRequestApi")]
    [InlineData("services.GetRequiredService<IInfoApi>()", "")]
    [InlineData("RestService.For<IOwnApi>(http)", "")]
    [InlineData("RestService.For<int[]>(http)", "")]
    [InlineData("nameof(IInfoApi)", "")]
    public void ClientThatTheProjectPassesToRefitShouldBeRegisteredWhateverTheSwitchSays(string expression, string interfaces)
    {
        string[] named = interfaces.Split(',', StringSplitOptions.RemoveEmptyEntries);
        string text = Registration(Generation.OfProgram($"internal static class Program {{ internal static object Call() => {expression}; }}", null, [], s_desk));
        string[] parts = text.Split(Switch);
        Assert.Equal(2, parts.Length);
        Assert.Equal(named, Registered(parts[0]));
        Assert.Equal(new[] { "IInfoApi", "IKnowledgebaseApi", "IRequestApi" }.Except(named), Registered(parts[1]));
    }

    [Fact]
    public void SwitchShouldNotBeReadWhereEveryClientIsNamed()
    {
        Generation generation = Generation.OfProgram(
            "internal static class Program { internal static object Call(System.Net.Http.HttpClient http) => Refit.RestService.For<Leeway.JiraServiceManagement.IInfoApi>(http); }",
            null,
            [],
            s_desk with { Tags = "Info" });
        Assert.Empty(generation.CompilerDiagnostics());
        Assert.DoesNotContain(Switch, Registration(generation), StringComparison.Ordinal);
    }

    [Fact]
    public void NewCallOfRefitShouldChangeTheRegistrationAlone()
    {
        Generation second = Generation.Of(s_desk).AfterAdding("internal static class Other { internal static object Call() => RestService.For<IInfoApi>(null); }");
        Assert.Equal(IncrementalStepRunReason.Modified, Assert.Single(second.Reasons(StepNames.RefitRegistrations)).Reason);
        Assert.Equal(1, second.OutputReasons().Count(static r => r != IncrementalStepRunReason.Cached));
        Generation third = Generation.Of(s_desk).AfterAdding("internal static class Other { internal static object Call() => RestService.For<IOwnApi>(null); }");
        Assert.Equal(IncrementalStepRunReason.Unchanged, Assert.Single(third.Reasons(StepNames.RefitRegistrations)).Reason);
    }

    private static string Registration(Generation generation) => generation.Sources["Leeway.JiraServiceManagement.RefitRegistration.g.cs"];

    private static IEnumerable<string> Registered(string text) => RegisteredInterface().Matches(text).Select(static m => m.Groups[1].Value);

    [GeneratedRegex(@"global::Refit\.RestService\.RegisterGeneratedSettingsFactory<(\w+)>")]
    private static partial Regex RegisteredInterface();
}

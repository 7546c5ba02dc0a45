using Leeway.Generator.References;
using Leeway.Generator.Tests.Driving;
using Leeway.Generator.Tests.Scopes;
using Microsoft.CodeAnalysis;

namespace Leeway.Generator.Tests.References;

/// <summary>Checks what a project gets from the ready-made clients that it references.</summary>
public class ClientPackageTests
{
    private const string Client = "Leeway.Shop.ShopClient";
    private const string Calls = "await shop.Files.GetNameAsync(); Refit.RestService.For<IBoardsApi>(new System.Net.Http.HttpClient());";

    [Fact]
    public void InterfacesAndScopesShouldBeReadFromTheAssembly()
    {
        ClientPackage? package = ClientPackageReader.Read(PackagedClients.Of(SmallDocument.Input, Client), TestContext.Current.CancellationToken);

        Assert.Equal("Packaged shop Leeway.Shop ShopClient", $"{package!.Assembly} {package.Document} {package.Namespace} {package.Client}");
        Assert.Equal(["IBoardsApi Boards", "IFilesApi Files", "IIssuesApi Issues", "ITasksApi Tasks"], package.Interfaces.Select(static i => $"{i.Name} {i.Property}"));
        Assert.Equal(
            Generator.Scopes.RequiredScopes.ListMethods(Generation.Of(SmallDocument.Input).Client).Select(Describe).Order(),
            package.Methods.Select(Describe).Distinct().Order());
    }

    [Fact]
    public void AssemblyWithoutTheMarkShouldNotBeAPackage() =>
        Assert.Null(ClientPackageReader.Read(PackagedClients.Of(SmallDocument.Input, null), TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("Leeway.Shop.Shop Client")]
    [InlineData("Leeway.Shop;.ShopClient")]
    [InlineData("ShopClient")]
    [InlineData("")]
    public void ClientThatIsNoNameShouldNotBeUsed(string client) =>
        Assert.Null(ClientPackageReader.Read(PackagedClients.Of(SmallDocument.Input, client), TestContext.Current.CancellationToken));

    [Fact]
    public void ClientThatIsNotInTheAssemblyShouldHaveNoInterfaces()
    {
        ClientPackage? package = ClientPackageReader.Read(PackagedClients.Of(SmallDocument.Input, "Leeway.Shop.OtherClient"), TestContext.Current.CancellationToken);
        Assert.Empty(package!.Interfaces);
        Assert.Empty(package.Methods);
    }

    /// <summary>The types of such an assembly have no global name.</summary>
    [Fact]
    public void AssemblyWithOnlyAnAliasShouldBeIgnored()
    {
        PortableExecutableReference reference = PackagedClients.Of(SmallDocument.Input, Client);
        Assert.Null(ClientPackageReader.Read(reference.WithAliases(["other"]), TestContext.Current.CancellationToken));
        Assert.NotNull(ClientPackageReader.Read(reference.WithAliases(["other", "global"]), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void DamagedAssemblyShouldBeLeftToTheCompiler() => Assert.Null(ClientPackageReader.Read(
        MetadataReference.CreateFromImage([77, 90, 1, 2, 3]), TestContext.Current.CancellationToken));

    [Fact]
    public void ProjectShouldGetTheScopesAndTheRegistrationOfItsCalls()
    {
        Generation generation = Generation.OfProgram(SmallDocument.Program(Calls, ""), null, [PackagedClients.Of(SmallDocument.Input, Client)]);

        Assert.Empty(generation.CompilerDiagnostics());
        Assert.Empty(generation.Diagnostics);
        Assert.Equal(["AtlassianScopes.g.cs", "Leeway.Shop.PackageRegistration.g.cs"], generation.Sources.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("[\"readonly:file:shop\", \"offline_access\"]", generation.Sources["AtlassianScopes.g.cs"], StringComparison.Ordinal);
        string registration = generation.Sources["Leeway.Shop.PackageRegistration.g.cs"];
        Assert.Contains("RegisterGeneratedSettingsFactory<global::Leeway.Shop.IBoardsApi>", registration, StringComparison.Ordinal);
        Assert.DoesNotContain("IFilesApi", registration, StringComparison.Ordinal);
    }

    [Fact]
    public void ProjectThatNamesNoClientShouldGetNoRegistration()
    {
        Generation generation = Generation.OfProgram("internal static class Program;", null, [PackagedClients.Of(SmallDocument.Input, Client)]);
        Assert.Equal(["AtlassianScopes.g.cs"], generation.Sources.Keys);
    }

    [Fact]
    public void TypingShouldNotReadThePackageAgain()
    {
        Generation second = Generation.OfProgram(SmallDocument.Program(Calls, ""), null, [PackagedClients.Of(SmallDocument.Input, Client)])
            .AfterAdding("internal static class Other { public static int Value => 1; }");
        foreach (string step in (string[])[StepNames.Packages, StepNames.PackageRegistrations, StepNames.CalledOperations, StepNames.RequiredScopes])
        {
            Assert.NotEmpty(second.Reasons(step));
            Assert.All(second.Reasons(step), static o => Assert.True(o.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
        }

        Assert.All(second.OutputReasons(), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void SameApiInAnotherNamespaceShouldCompileBesideThePackage()
    {
        Generation generation = Generation.OfProgram(
            SmallDocument.Program(Calls, ""), null, [PackagedClients.Of(SmallDocument.Input, Client)], SmallDocument.Input with { Name = "OwnShop", Namespace = "Leeway.OwnShop" });
        Assert.Empty(generation.CompilerDiagnostics());
        Assert.Empty(generation.Diagnostics);
    }

    private static string Describe(Generator.Scopes.ScopedMethod method) =>
        $"{method.Property}.{method.Name}: {string.Join(' ', method.Scopes.Classic)} or {string.Join(' ', method.Scopes.Granular)}";
}

using System.Xml.Linq;
using Leeway.Generator.Diagnostics;
using Leeway.Generator.Shaping;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypeKind = Leeway.Generator.Shaping.TypeKind;

namespace Leeway.Generator.Tests.Emission;

public class InterfaceEmitterTests
{
    [Fact]
    public void AttributesShouldBeThoseOfRefit()
    {
        CSharpCompilation compilation = EmittedAssembly.Of(HandMadeClient.Shape).Compilation;
        INamedTypeSymbol items = compilation.GetTypeByMetadataName("Made.By.Hand.IItemsApi")!;
        Assert.Equal(
            [
                """Refit.HeadersAttribute({"Accept: application/json"})""",
                """Refit.GetAttribute("/rest/items/{itemId}/parts/{part-no}")""",
                """partNo: Refit.AliasAsAttribute("part-no")""",
            ],
            [.. OfRefit(items, ""), .. OfRefit(items.GetMembers("GetItemAsync").Single(), ""), .. Parameters("GetItemAsync")]);
        Assert.Equal(
            [
                "each: Refit.QueryAttribute(Refit.CollectionFormat.Multi)",
                "joined: Refit.QueryAttribute(Refit.CollectionFormat.Csv)",
                "colors: Refit.QueryAttribute(Refit.CollectionFormat.Multi)",
                """since: Refit.QueryAttribute(Format = "O")""",
                """oddName: Refit.AliasAsAttribute("odd name&=")""",
            ],
            Parameters("FindItemsAsync"));
        Assert.Equal(
            ["""Refit.GetAttribute("/rest/items/{idInPath}/{ab}")"""],
            OfRefit(items.GetMembers("SameNamesAsync").Single(), ""));
        Assert.Equal(["""id: Refit.AliasAsAttribute("idInPath")""", """id2: Refit.AliasAsAttribute("ID")"""], Parameters("SameNamesAsync"));
        Assert.Equal(["params: Refit.QueryAttribute"], Parameters("FindByPropertiesAsync"));
        Assert.Equal(["body: Refit.BodyAttribute(Refit.BodySerializationMethod.Serialized)"], Parameters("SetNameAsync"));
        Assert.Equal(["body: Refit.BodyAttribute"], Parameters("SetNoteAsync"));
        Assert.Equal(
            [
                """Refit.PatchAttribute("/rest/items")""",
                """Refit.HeadersAttribute({"Content-Type: application/json-patch+json"})""",
            ],
            OfRefit(items.GetMembers("PatchItemAsync").Single(), ""));
        Assert.Equal(
            [
                """Refit.PostAttribute("/rest/items/files")""",
                """Refit.HeadersAttribute({"X-Atlassian-Token: no-check"})""",
                """Refit.MultipartAttribute("----MyGreatBoundary")""",
            ],
            OfRefit(items.GetMembers("AttachAsync").Single(), ""));
        Assert.Equal(["""myComment: Refit.AliasAsAttribute("my comment")""", "status: Refit.QueryAttribute"], Parameters("AttachAsync"));
        Assert.Equal(
            ["""Refit.GetAttribute("/rest/items/file")""", """Refit.HeadersAttribute({"Accept: */*"})"""],
            OfRefit(items.GetMembers("DownloadAsync").Single(), ""));

        IEnumerable<string> Parameters(string method) =>
            ((IMethodSymbol)items.GetMembers(method).Single()).Parameters.SelectMany(p => OfRefit(p, p.Name + ": "));

        static IEnumerable<string> OfRefit(ISymbol symbol, string prefix)
        {
            AttributeData[] attributes = [.. symbol.GetAttributes().Where(static a => a.AttributeClass!.ContainingNamespace.Name == "Refit")];
            Assert.All(attributes, static a => Assert.Equal("Refit", a.AttributeClass!.ContainingAssembly.Name));
            return attributes.Select(a => prefix + a);
        }
    }

    [Fact]
    public void CommentsShouldContainRouteScopesMarksDefaultsAndReference()
    {
        INamedTypeSymbol items = EmittedAssembly.Of(HandMadeClient.Shape).Compilation.GetTypeByMetadataName("Made.By.Hand.IItemsApi")!;
        Assert.Equal(
            """
            <summary>Old &lt;things&gt; &amp; more.</summary>
            <remarks>
              <c>GET /rest/items/old</c>. Use the new ones. Scopes: <c>read:jira-work</c>, <c>write:jira-work</c>, or the granular scopes <c>read:issue:jira</c>. Experimental. Atlassian has deprecated this operation. <see href="https://developer.atlassian.com/cloud/x/?a=b&amp;c=d">Reference</see>.</remarks>
            """,
            Comment("OldAsync"));
        Assert.Equal(
            """
            <summary>
              <c>GET /rest/items</c>
            </summary>
            <param name="limit">How many at most. The default is <c>50</c>.</param>
            <param name="class">Deprecated.</param>
            """,
            Comment("FindItemsAsync"));
        AttributeData[] marks = [.. items.GetMembers("OldAsync").Single().GetAttributes()];
        Assert.Contains(marks, static m => m.AttributeClass!.Name == "ObsoleteAttribute");
        Assert.Contains(marks, static m => m.AttributeClass!.Name == "ExperimentalAttribute"
            && (string)m.ConstructorArguments[0].Value! == "LEEWAYX001"
            && (string)m.NamedArguments.Single(static n => n.Key == "UrlFormat").Value.Value! == DiagnosticDescriptors.Pages + "{0}.md");

        string Comment(string method) => string.Join(
            '\n',
            XElement.Parse(EmittedText.Unwrap(items.GetMembers(method).Single().GetDocumentationCommentXml()!)).Elements());
    }

    [Fact]
    public void OptionalParametersShouldBeNullableAndNullAndTheTokenLast()
    {
        INamedTypeSymbol items = EmittedAssembly.Of(HandMadeClient.Shape).Compilation.GetTypeByMetadataName("Made.By.Hand.IItemsApi")!;
        foreach (IMethodSymbol method in items.GetMembers().OfType<IMethodSymbol>())
        {
            IParameterSymbol token = method.Parameters[^1];
            Assert.Equal("System.Threading.CancellationToken", token.Type.ToDisplayString());
            Assert.True(token.IsOptional);
            Assert.All(method.Parameters[..^1].Where(static p => p.IsOptional), static p =>
            {
                Assert.Null(p.ExplicitDefaultValue);
                Assert.Equal(NullableAnnotation.Annotated, p.NullableAnnotation);
            });
        }
    }

    [Theory]
    [InlineData("public", "Made.By.Hand")]
    [InlineData("internal", "Made.By.Hand")]
    [InlineData("public", "Made.event.class")]
    [InlineData("public", "Shop")]
    public void ProductShouldCompileInAnyNamespace(string accessibility, string name)
    {
        var api = new ApiShape(name, "Shop", "jira", accessibility);
        EmittedAssembly emitted = EmittedAssembly.Of(Moved(HandMadeClient.Shape, api));
        Type registration = emitted.Assembly.GetType("Microsoft.Extensions.DependencyInjection." + name.Replace(".", "", StringComparison.Ordinal) + "BuilderExtensions", throwOnError: true)!;
        Assert.Equal(accessibility == "public", registration.IsPublic);
        Assert.Equal(accessibility == "public", emitted.Assembly.GetType(name + ".IItemsApi", throwOnError: true)!.IsPublic);
    }

    [Fact]
    public void TypesWithNamesOfTheFrameworkShouldNotChangeOtherCode()
    {
        string[] names = ["System", "Leeway", "Microsoft", "Refit", "Task", "Stream", "String", "IReadOnlyList", "CancellationToken", "ArgumentNullException", "RequestUri", "IAtlassianBuilder"];
        OperationShape[] operations = [.. names.Select(static (name, i) => HandMadeClient.Operation(
            "op" + i, "POST", "/" + name, new TypeReference(TypeKind.Model, name), HandMadeClient.Body(new TypeReference(TypeKind.Model, name)), HandMadeClient.Query("q", TypeReference.CreateList(TypeReference.String))))];
        EmittedAssembly.Of(HandMadeClient.Shape with
        {
            Interfaces = [new InterfaceShape(HandMadeClient.Api, "t", "ITApi", "TApi", "T", operations.ToEquatableArray())],
            Types = names.Select(static name => (TypeShape)new ModelShape(HandMadeClient.Api, name, null, [], null, IsRequestOnly: false, IsDeprecated: false)).ToEquatableArray(),
        });
    }

    [Theory]
    [InlineData("\"); } } public class Evil { //")]
    [InlineData("</summary> */ \"\"\" \u202E \u2028 \u0085 \\ \\\"")]
    [InlineData("\r\nX-Evil: 1")]
    [InlineData("{evil}{{}}}{")]
    [InlineData("\uD800")]
    [InlineData("]]> & <evil a='b'>")]
    [InlineData("$\"{1 + 1}\" @\"\" #if")]
    [InlineData("")]
    [InlineData("\0")]
    public void TextOfADocumentShouldNotBecomeCode(string text)
    {
        OperationShape operation = HandMadeClient.Operation(
            "x",
            "POST",
            "/a" + text + "/{" + text + "}/" + text,
            TypeReference.Nothing,
            HandMadeClient.Path(text, TypeReference.String, "path"),
            HandMadeClient.Body(TypeReference.Json, text),
            HandMadeClient.Query(text, TypeReference.String, "query") with { Default = text, Summary = text },
            HandMadeClient.Header(text, TypeReference.String, "header")) with
        {
            Id = text,
            Summary = text,
            Description = text,
            ReferenceUrl = "https://a.example/" + text,
            ClassicScopes = [text],
            GranularScopes = [text],
            Headers = [new HeaderShape(text, text)],
        };
        OperationShape form = HandMadeClient.Operation("form", "POST", "/" + text, TypeReference.Nothing, HandMadeClient.Part(text, TypeReference.String, "part"));
        EmittedAssembly emitted = EmittedAssembly.Of(HandMadeClient.Shape with
        {
            Interfaces = [new InterfaceShape(HandMadeClient.Api, text, "IEvilApi", "EvilApi", "Evil", [operation, form])],
            Types = [],
        });

        string[] written = [.. emitted.Compilation.SyntaxTrees
            .Where(static tree => !tree.FilePath.StartsWith("Refit", StringComparison.Ordinal))
            .SelectMany(static tree => tree.GetRoot().DescendantNodes().OfType<MemberDeclarationSyntax>())
            .Select(static member => member switch
            {
                BaseTypeDeclarationSyntax type => type.Identifier.Text,
                MethodDeclarationSyntax method => method.Identifier.Text,
                PropertyDeclarationSyntax property => property.Identifier.Text,
                FieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.Text,
                _ => member.Kind().ToString(),
            })];
        Assert.Equal(
            [
                "FileScopedNamespaceDeclaration", "IEvilApi", "XAsync", "FormAsync",
                "FileScopedNamespaceDeclaration", "EvilApi", "s_x", "s_form", "_caller", "XAsync", "FormAsync",
                "NamespaceDeclaration", "IShopClient", "Evil", "ShopClient", "_caller", "_evil", "WithSettings", "Evil",
                "NamespaceDeclaration", "MadeByHandBuilderExtensions", "AddShop",
            ],
            written);
    }

    private static ClientShape Moved(ClientShape client, ApiShape api) => client with
    {
        Api = api,
        Interfaces = client.Interfaces.Select(i => i with { Api = api }).ToEquatableArray(),
        Types = client.Types.Select(t => t with { Api = api }).ToEquatableArray(),
    };
}

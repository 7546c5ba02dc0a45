using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Leeway.Generator.Tests.References;

/// <summary>An assembly of ready-made clients, as packages contain it.</summary>
internal static class PackagedClients
{
    /// <summary>Compiles the clients of a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="client">The client that the assembly names; null for an assembly that is not marked.</param>
    public static PortableExecutableReference Of(DocumentInput document, string? client)
    {
        CSharpCompilation generated = Generation.Of(document).Output;
        string mark = client is null ? "" : $"[assembly: Leeway.Generated.ClientPackage(\"{document.Api}\", \"{client}\")]";
        SyntaxTree tree = CSharpSyntaxTree.ParseText(
            mark, (CSharpParseOptions)generated.SyntaxTrees[0].Options, cancellationToken: TestContext.Current.CancellationToken);
        using var image = new MemoryStream();
        Assert.True(generated.AddSyntaxTrees(tree).WithAssemblyName("Packaged").Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}

using Leeway.Cli.Dev.Specs.Comparison;
using Leeway.Generator.Configuration;
using Leeway.Generator.Reading;
using Leeway.Generator.Shaping;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Cli.Tests.Specs.Surface;

/// <summary>Checks the surface of each document, which shows the effect of a change in a document or in the generator.</summary>
public class SurfaceTests
{
    public static TheoryData<string, string, int> Documents => [.. PackageDocument.All.Select(static d => (d.Name, d.Product, d.Operations))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void DocumentShouldHaveTheApprovedSurface(string document, string product, int operations)
    {
        string path = Repository.Document(document);
        DocumentResult read = DocumentReader.Read(new DocumentText(path, SourceText.From(File.ReadAllText(path))), TestContext.Current.CancellationToken);
        Assert.Empty(read.Diagnostics);
        var configuration = new ApiConfiguration(path, document, product, "Leeway." + product, "public", [], []);
        ShapeResult result = ClientShaper.Shape(read.Document!, configuration, TestContext.Current.CancellationToken);
        Assert.Empty(result.Diagnostics);
        Assert.Equal(operations, result.Client.Interfaces.Sum(static i => i.Operations.Count));
        Snapshot.Match(SurfaceText.Of(result.Client), "Cli.Tests/Specs/Surface", document);
    }
}

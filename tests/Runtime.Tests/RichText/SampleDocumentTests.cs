using Leeway.RichText.Samples;
using Leeway.RichText.Schema;
using Leeway.TimeLimit;

namespace Leeway.Runtime.Tests.RichText;

/// <summary>The documents that judge the validator and the readers are as they should be.</summary>
public class SampleDocumentTests
{
    private static readonly int s_documents = TestSize.Of(10_000);

    [Fact]
    public void ValidSamplesShouldBeValidAndUseEveryDefinition()
    {
        HashSet<string> used = [];
        List<string> documents = [];
        for (int seed = 0; seed < s_documents / 2; seed++)
        {
            documents.Add(SampleDocuments.Create(seed, out SampleBuilder builder).ToJsonString());
            used.UnionWith(builder.Used);
        }

        SampleFiles.Write("valid", documents.Select(static json => (json, "doc_node")));

        Assert.All(documents, AdfValidator.AssertValid);
        Assert.Empty(AdfSchema.Definitions.Keys.Except(used));
    }

    [Fact]
    public void MostBrokenSamplesShouldBeInvalid()
    {
        string[] documents = [.. Enumerable.Range(0, s_documents / 2).Select(static seed => SampleDocuments.CreateBroken(seed).ToJsonString())];
        SampleFiles.Write("broken", documents.Select(static json => (json, "doc_node")));

        Assert.InRange(documents.Count(static json => AdfValidator.Validate(json).Count > 0), documents.Length * 8 / 10, documents.Length);
    }

    [Fact]
    public void AboutHalfOfThePartsShouldBeInvalid()
    {
        (string Json, string Definition)[] parts = [.. Enumerable.Range(0, s_documents).Select(SampleDocuments.CreatePart)];
        SampleFiles.Write("parts", parts);

        Assert.InRange(parts.Count(static part => AdfValidator.Validate(part.Json, part.Definition).Count > 0), parts.Length * 4 / 10, parts.Length * 6 / 10);
    }
}

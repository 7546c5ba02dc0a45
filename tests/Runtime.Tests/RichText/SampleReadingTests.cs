using System.Text.Json;
using Leeway.RichText;
using Leeway.RichText.Samples;
using Leeway.RichText.Schema;
using Leeway.Runtime.Tests.Json;
using Leeway.TimeLimit;

namespace Leeway.Runtime.Tests.RichText;

/// <summary>Whatever JSON is read as a document, it is written back unchanged, or refused with a <see cref="JsonException"/>.</summary>
public class SampleReadingTests
{
    private static readonly int s_documents = TestSize.Of(10_000);

    [Fact]
    public void ValidSamplesShouldSurvive()
    {
        for (int seed = 0; seed < s_documents; seed++)
        {
            string json = SampleDocuments.Create(seed, out _).ToJsonString();
            AssertSurvives(json, AdfDocument.Parse(json));
        }
    }

    [Fact]
    public void BrokenSamplesShouldSurviveOrBeRefused()
    {
        int refused = 0;
        for (int seed = 0; seed < s_documents; seed++)
        {
            string json = SampleDocuments.CreateBroken(seed).ToJsonString();
            if (TryParse(json) is { } document)
            {
                AssertSurvives(json, document);
            }
            else
            {
                refused++;
                Assert.NotEmpty(AdfValidator.Validate(json));
            }
        }

        // Otherwise little is read.
        Assert.InRange(refused, 1, s_documents / 5);
    }

    [Fact]
    public void LargeValuesShouldSurvive()
    {
        string large = new('x', 1_000_000);
        string json = $$"""{"version":1,"type":"doc","content":[{"type":"paragraph","attrs":{"localId":"{{large}}","{{large}}":1},"content":[{"type":"text","text":"{{large}}"}]},{"type":"{{large}}"}]}""";
        AssertSurvives(json, AdfDocument.Parse(json));
    }

    /// <summary>Also reads what an application may read.</summary>
    private static void AssertSurvives(string json, AdfDocument document)
    {
        JsonAssert.Same(json, document.ToJson());
        Assert.NotNull(document.ToPlainText());
        foreach (AdfNode node in document.Descendants())
        {
            Assert.NotEmpty(ModelBuilder.ReadProperties(node).ToArray());
        }
    }

    private static AdfDocument? TryParse(string json)
    {
        try
        {
            return AdfDocument.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

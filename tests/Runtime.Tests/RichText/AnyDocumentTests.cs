using System.Collections;
using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Leeway.Json;
using Leeway.RichText;
using Leeway.RichText.Samples;
using Leeway.RichText.Schema;
using Leeway.Runtime.Tests.Calls;
using Leeway.TimeLimit;

namespace Leeway.Runtime.Tests.RichText;

/// <summary>Whatever is built with the model is valid, and is read as it was built.</summary>
public class AnyDocumentTests
{
    /// <summary>The schema allows no local id for these nodes, so their property cannot be set.</summary>
    private static readonly string[] s_unused = ["AdfCode.LocalId", "AdfMediaGroup.LocalId", "AdfText.LocalId"];

    private static readonly Arbitrary<(int Seed, int MaxDepth)> s_documents =
        Gen.Sized(static size => Gen.Choose(0, int.MaxValue).Select(seed => (seed, 1 + (size / 10)))).ToArbitrary();

    [Fact]
    public void BuiltDocumentsShouldBeValidAndSurvive()
    {
        List<string> documents = [];
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(TestSize.Of(10_000)).WithEndSize(40),
            Prop.ForAll(s_documents, sample =>
            {
                AdfDocument document = Build(sample.Seed, sample.MaxDepth);
                documents.Add(document.ToJson());
                AdfValidator.AssertValid(documents[^1]);
                AssertIsReadAs(document, documents[^1]);
            }));
        SampleFiles.Write("model", documents.Select(static json => (json, "doc_node")));
    }

    /// <summary>Otherwise the test above would prove little.</summary>
    [Fact]
    public void BuiltDocumentsShouldUseTheWholeModel()
    {
        HashSet<string> unused = [.. ModelBuilder.All];
        for (int seed = 0; seed < 10_000 && unused.Count > s_unused.Length; seed++)
        {
            unused.ExceptWith(ModelBuilder.FindUsed(Build(seed, maxDepth: 3)));
        }

        Assert.Equal(s_unused, unused.Order());
    }

    private static AdfDocument Build(int seed, int maxDepth) => new ModelBuilder(new Random(seed)).BuildDocument(maxDepth);

    private static void AssertIsReadAs(AdfDocument document, string json)
    {
        AdfDocument read = AdfDocument.Parse(json);
        Assert.Equal(json, read.ToJson());
        Assert.Equal(document.Descendants().Select(Describe), read.Descendants().Select(Describe));
        Assert.Equal(HostileText.WellFormed(document.ToPlainText()), read.ToPlainText());
    }

    private static string Describe(AdfElement element) =>
        $"{element.GetType().Name}({string.Join(", ", ModelBuilder.ReadProperties(element).Select(static p => $"{p.Name}: {Describe(p.Value)}"))})";

    private static string Describe(object? value) => value switch
    {
        null or RawJson { Kind: JsonValueKind.Null } => "null",
        string text => HostileText.WellFormed(text),
        AdfElement element => Describe(element),
        IEnumerable values => string.Join(' ', values.Cast<object>().Select(Describe)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}

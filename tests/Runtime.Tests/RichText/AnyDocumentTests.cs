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
        HashSet<string> used = [];
        List<string> documents = [];
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(TestSize.Of(10_000)).WithEndSize(40),
            Prop.ForAll(s_documents, sample =>
            {
                ModelBuilder builder = new(new Random(sample.Seed));
                AdfDocument document = builder.BuildDocument(sample.MaxDepth);
                used.UnionWith(ModelBuilder.FindUsed(document));
                documents.Add(document.ToJson());
                AdfValidator.AssertValid(documents[^1]);
                AssertIsReadAs(document, documents[^1]);
            }));
        SampleFiles.Write("model", documents.Select(static json => (json, "doc_node")));

        Assert.Equal(s_unused, ModelBuilder.All.Except(used).Order());
    }

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

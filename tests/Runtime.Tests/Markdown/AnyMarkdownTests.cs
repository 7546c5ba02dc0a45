using FsCheck;
using FsCheck.Fluent;
using Leeway.RichText;
using Leeway.RichText.Schema;
using Leeway.TimeLimit;

namespace Leeway.Runtime.Tests.Markdown;

/// <summary>Every text is Markdown, and becomes a valid document.</summary>
public sealed class AnyMarkdownTests
{
    private static readonly Arbitrary<string> s_texts = Gen.Choose(0, int.MaxValue).Select(static seed => MarkdownSample.Create(new Random(seed))).ToArbitrary();

    [Fact]
    public void AnyTextShouldBecomeAValidDocument() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(TestSize.Of(20_000)),
        Prop.ForAll(s_texts, static markdown =>
        {
            string json = AdfDocument.FromMarkdown(markdown).ToJson();
            AdfValidator.AssertValid(json);
            Assert.Equal(json, AdfDocument.FromMarkdown(markdown).ToJson());
        }));

    [Fact]
    public void AnyTextShouldBecomeAValidDocumentWithOtherOptions()
    {
        MarkdownOptions options = new()
        {
            ReadsAdf = true,
            ReadsTables = false,
            ReadsTaskLists = false,
            HasPanels = false,
            Html = MarkdownHtmlHandling.Code,
            Images = MarkdownImageHandling.Link,
            AllowLink = static _ => true,
            ResolveMention = static mention => new AdfMention(mention.AccountId ?? mention.Name, "@" + mention.Name),
            CreateLocalId = static () => "id",
        };
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(TestSize.Of(10_000)),
            Prop.ForAll(s_texts, markdown => AdfValidator.AssertValid(AdfDocument.FromMarkdown(markdown, options).ToJson())));
    }

    [Fact]
    public void DocumentOfAnyTextShouldSurviveMarkdown() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(TestSize.Of(20_000)),
        Prop.ForAll(s_texts, static markdown =>
        {
            AdfDocument document = AdfDocument.FromMarkdown(markdown);
            DocumentAssert.AreSame(document, AdfDocument.FromMarkdown(document.ToMarkdown(), new MarkdownOptions { ReadsAdf = true }));
        }));
}

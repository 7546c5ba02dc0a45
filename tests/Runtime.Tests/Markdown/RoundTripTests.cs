using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Leeway.RichText;
using Leeway.Runtime.Tests.RichText;
using Leeway.TimeLimit;

namespace Leeway.Runtime.Tests.Markdown;

/// <summary>Documents survive as Markdown.</summary>
public sealed partial class RoundTripTests
{
    private static readonly MarkdownOptions s_reading = new() { ReadsAdf = true };

    private static readonly Arbitrary<(int Seed, int Depth)> s_seeds =
        Gen.Sized(static size => Gen.Choose(0, int.MaxValue).Select(seed => (seed, size / 10))).ToArbitrary();

    [Fact]
    public void WhatMarkdownCanSayShouldBeReadAsItWas() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(TestSize.Of(10_000)).WithEndSize(40),
        Prop.ForAll(s_seeds, static sample =>
        {
            AdfDocument document = new MarkdownDocumentBuilder(new Random(sample.Seed)).BuildDocument(sample.Depth);
            string markdown = document.ToMarkdown();
            Assert.DoesNotContain("```adf", markdown, StringComparison.Ordinal);
            Assert.DoesNotContain("](<adf:", markdown, StringComparison.Ordinal);
            Assert.Equal(WithoutIds(document), WithoutIds(AdfDocument.FromMarkdown(markdown)));
        }));

    [Fact]
    public void AnyDocumentShouldSurvive() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(TestSize.Of(5_000)).WithEndSize(40),
        Prop.ForAll(s_seeds, static sample =>
        {
            AdfDocument document = new ModelBuilder(new Random(sample.Seed)).BuildDocument(1 + sample.Depth);
            DocumentAssert.AreSame(document, AdfDocument.FromMarkdown(document.ToMarkdown(), s_reading));
        }));

    [Fact]
    public void AnyDocumentOfANewerSchemaShouldSurvive() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(TestSize.Of(5_000)).WithEndSize(40),
        Prop.ForAll(s_seeds, static sample =>
        {
            var random = new Random(sample.Seed);
            AdfDocument document = new UnknownPartsBuilder(random).AddTo(new ModelBuilder(random).BuildDocument(1 + sample.Depth));
            DocumentAssert.AreSame(document, AdfDocument.FromMarkdown(document.ToMarkdown(), s_reading));
        }));

    [Fact]
    public void AnyDocumentShouldBeReadable() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(TestSize.Of(5_000)).WithEndSize(40),
        Prop.ForAll(s_seeds, static sample =>
        {
            string markdown = new ModelBuilder(new Random(sample.Seed)).BuildDocument(1 + sample.Depth).ToMarkdown(new MarkdownOptions { Fidelity = MarkdownFidelity.Readable });
            Assert.DoesNotContain("```adf", markdown, StringComparison.Ordinal);
            Assert.DoesNotContain("](adf:", markdown, StringComparison.Ordinal);
        }));

    private static string WithoutIds(AdfDocument document) => LocalId().Replace(document.ToJson(), "");

    [GeneratedRegex("\"localId\":\"[^\"]*\"")]
    private static partial Regex LocalId();
}

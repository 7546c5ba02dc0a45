using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;

namespace Leeway.Generator.Tests.Emission;

/// <summary>Checks that the document's rule for repeating an operation is in its descriptor and its documentation.</summary>
public class RepetitionTests
{
    private const string Rule = "repeat: global::Leeway.Calls.RepeatRule.";

    [Theory]
    [InlineData("get", "", null)]
    [InlineData("put", "", null)]
    [InlineData("post", "", null)]
    [InlineData("post", "\"x-leeway-reads\": false,", null)]
    [InlineData("post", "\"x-leeway-repeat\": \"always\",", "Always")]
    [InlineData("put", "\"x-leeway-repeat\": \"never\",", "Never")]
    [InlineData("get", "\"x-leeway-repeat\": \"never\",", "Never")]
    [InlineData("put", "\"x-leeway-repeat\": \"unless-body:/update\",", "UnlessBody(\"/update\")")]
    [InlineData("put", "\"x-leeway-repeat\": \"unless-body:/a~1b/m~0n\",", "UnlessBody(\"/a~1b/m~0n\")")]
    [InlineData("put", "\"x-leeway-repeat\": \"unless-body:/\\\"); class Pwned { } //\",", "UnlessBody(\"/\\\"); class Pwned { } //\")")]
    [InlineData("post", "\"x-leeway-reads\": true,", "Always")]
    public void DescriptorShouldHaveTheRule(string method, string extensions, string? rule)
    {
        Generation generation = Generate(method, extensions);

        Assert.Empty(generation.Diagnostics);
        Assert.Empty(generation.CompilerDiagnostics());
        if (rule is null)
        {
            Assert.DoesNotContain("RepeatRule", ClientOf(generation), StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains(Rule + rule, ClientOf(generation), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("post", "\"x-leeway-reads\": true,", true)]
    [InlineData("post", "\"x-leeway-repeat\": \"always\",", false)]
    [InlineData("post", "\"x-leeway-reads\": \"true\",", false)]
    [InlineData("get", "\"x-leeway-reads\": true,", false)]
    public void ReadingOperationShouldBeMarkedIfItsMethodUsuallyWrites(string method, string extensions, bool expected) =>
        Assert.Equal(expected, ClientOf(Generate(method, extensions)).Contains("OperationMarks.ReadOnly", StringComparison.Ordinal));

    [Theory]
    [InlineData("\"sometimes\"")]
    [InlineData("\"Always\"")]
    [InlineData("\"\"")]
    [InlineData("\"unless-body:\"")]
    [InlineData("\"unless-body:update\"")]
    [InlineData("\"unless-body:/a~2\"")]
    [InlineData("\"unless-body:/a~\"")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("[\"always\"]")]
    [InlineData("{\"always\": true}")]
    public void InvalidRuleShouldBeReportedAndPreventRepetition(string verdict)
    {
        Generation generation = Generate("put", $"\"x-leeway-repeat\": {verdict},");

        Diagnostic diagnostic = Assert.Single(generation.Diagnostics);
        Assert.Equal(("LEE1010", DiagnosticSeverity.Warning), (diagnostic.Id, diagnostic.Severity));
        Assert.Contains(Rule + "Never", ClientOf(generation), StringComparison.Ordinal);
        Assert.Empty(generation.CompilerDiagnostics());
    }

    [Theory]
    [InlineData("\"x-leeway-repeat\": \"never\", \"x-leeway-repeat-effect\": \"adds a <second> item\",", "The request is not sent again if its outcome is unknown: a second request adds a &lt;second&gt; item.")]
    [InlineData("\"x-leeway-repeat\": \"unless-body:/update\", \"x-leeway-repeat-effect\": \"adds\",", "The request is not sent again if its outcome is unknown and the body has <c>/update</c>: a second request adds.")]
    [InlineData("\"x-leeway-repeat\": \"never\",", null)]
    [InlineData("\"x-leeway-repeat\": \"always\", \"x-leeway-repeat-effect\": \"adds\",", null)]
    [InlineData("\"x-leeway-repeat\": \"never\", \"x-leeway-repeat-effect\": 1,", null)]
    public void DocumentationShouldContainTheEffect(string extensions, string? sentence)
    {
        Generation generation = Generate("post", extensions);

        Assert.Empty(generation.CompilerDiagnostics());
        string text = EmittedText.Unwrap(string.Concat(generation.Sources.Values));
        Assert.Equal(sentence is not null, text.Contains("not sent again", StringComparison.Ordinal));
        Assert.Contains(sentence ?? "", text, StringComparison.Ordinal);
    }

    private static Generation Generate(string method, string extensions) => Generation.Of(new DocumentInput(
        "/specs/acme.json",
        $$"""
        { "openapi": "3.0.1", "info": { "title": "t", "version": "1" },
          "paths": { "/items": { "{{method}}": { "operationId": "doIt", "tags": ["Items"], {{extensions}} "responses": { "204": { "description": "" } } } } } }
        """) { Server = "site" });

    private static string ClientOf(Generation generation) =>
        generation.Sources.Values.Single(static text => text.Contains("OperationDescriptor s_", StringComparison.Ordinal));
}

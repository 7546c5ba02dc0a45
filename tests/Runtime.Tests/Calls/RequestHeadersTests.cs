using Leeway.Generated;

namespace Leeway.Runtime.Tests.Calls;

public sealed class RequestHeadersTests
{
    [Theory]
    [InlineData("", "'' is not a valid header name.")]
    [InlineData("a b", "'a b' is not a valid header name.")]
    [InlineData("a\r\nb\u00e9~", "'a??b?~' is not a valid header name.")]
    [InlineData("authorization", "The call sets the header authorization itself, so it cannot be replaced.")]
    [InlineData("Connection", "The call sets the header Connection itself, so it cannot be replaced.")]
    [InlineData("Expect", "The call sets the header Expect itself, so it cannot be replaced.")]
    [InlineData("Host", "The call sets the header Host itself, so it cannot be replaced.")]
    [InlineData("HTTP2-Settings", "The call sets the header HTTP2-Settings itself, so it cannot be replaced.")]
    [InlineData("Keep-Alive", "The call sets the header Keep-Alive itself, so it cannot be replaced.")]
    [InlineData("Proxy-Authorization", "The call sets the header Proxy-Authorization itself, so it cannot be replaced.")]
    [InlineData("Proxy-Connection", "The call sets the header Proxy-Connection itself, so it cannot be replaced.")]
    [InlineData("TE", "The call sets the header TE itself, so it cannot be replaced.")]
    [InlineData("Trailer", "The call sets the header Trailer itself, so it cannot be replaced.")]
    [InlineData("Transfer-Encoding", "The call sets the header Transfer-Encoding itself, so it cannot be replaced.")]
    [InlineData("Upgrade", "The call sets the header Upgrade itself, so it cannot be replaced.")]
    [InlineData("content-type", "The call sets the header content-type itself, so it cannot be replaced.")]
    public void HeaderThatACallCannotSetShouldBeRefused(string name, string expected) => AssertRefused(new() { [name] = "x" }, expected);

    [Theory]
    [InlineData(null, "The header X-Y has no value. Remove it.")]
    [InlineData("a\u007f", "The value for the header X-Y has the character U+007F. A header can contain printable ASCII only.")]
    [InlineData("\r\n", "The value for the header X-Y has the character U+000D. A header can contain printable ASCII only.")]
    [InlineData("\u00e9", "The value for the header X-Y has the character U+00E9. A header can contain printable ASCII only.")]
    public void ValueThatCannotBeSentShouldBeRefused(string? value, string expected) => AssertRefused(new() { ["X-Y"] = value! }, expected);

    [Fact]
    public void NameInAnotherCaseShouldBeRefused() =>
        AssertRefused(new() { ["X-Y"] = "1", ["x-y"] = "2" }, "The header x-y occurs twice: header names are not case-sensitive. Remove one of them.");

    [Fact]
    public void LongNameShouldBeShortened() => AssertRefused(new() { [new string('a', 100) + "b c"] = "x" }, $"'{new string('a', 100)}' is not a valid header name.");

    [Fact]
    public void OtherHeadersShouldBeCopiedWithoutRegardToCase()
    {
        Dictionary<string, string> given = new() { ["X-Y"] = " \t~", ["Accept-Language"] = "" };

        IReadOnlyDictionary<string, string> copy = RequestHeaders.Validate(given);
        given.Clear();

        Assert.Equal([" \t~", ""], [copy["x-y"], copy["ACCEPT-LANGUAGE"]]);
        Assert.Same(given, RequestHeaders.Validate(given));
        Assert.Throws<ArgumentNullException>("settings", static () => RequestHeaders.Validate(null!, "settings"));
    }

    [Fact]
    public void ValuesShouldBeAddedToTheRequestOrItsContent()
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "https://x.example") { Content = new ByteArrayContent([]) };

        RequestHeaders.Add(request, "X-Text", "a");
        RequestHeaders.Add(request, "X-None", (string?)null);
        RequestHeaders.Add(request, "X-Yes", true);
        RequestHeaders.Add(request, "X-No", false);
        RequestHeaders.Add(request, "X-Unset", (bool?)null);
        RequestHeaders.Add(request, "X-Number", 5);
        RequestHeaders.Add(request, "X-Optional", (int?)6);
        RequestHeaders.Add(request, "X-Missing", (int?)null);
        RequestHeaders.Add(request, "Content-Language", "de");

        Assert.Equal(
            ["X-Text: a", "X-Yes: true", "X-No: false", "X-Number: 5", "X-Optional: 6"],
            request.Headers.Select(static header => $"{header.Key}: {string.Join(',', header.Value)}"));
        Assert.Equal("de", Assert.Single(request.Content.Headers.ContentLanguage));
        Assert.Throws<ArgumentNullException>("request", static () => RequestHeaders.Add(null!, "X-Y", "x"));
        string wrong = "\u00e9";
        Assert.Throws<ArgumentException>("wrong", () => RequestHeaders.Add(request, "X-Y", wrong));
    }

    private static void AssertRefused(Dictionary<string, string> headers, string expected)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(nameof(headers), () => RequestHeaders.Validate(headers));

        Assert.StartsWith(expected, exception.Message, StringComparison.Ordinal);
    }
}

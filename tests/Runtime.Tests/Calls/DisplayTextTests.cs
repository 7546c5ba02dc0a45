using System.Globalization;
using System.Net;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Leeway.Calls;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Runtime.Tests.Calls;

/// <summary>Text from servers that must not reach messages unchanged.</summary>
public sealed class DisplayTextTests
{
    private const string Hostile = "a\u001b[31m\u0007\r\nb\u0085c\u202Ed\u2066e\u200Bf\u2028g\uFEFFh\u009Bi\u007F\tj\uDB40\uDC41";

    private static readonly OperationDescriptor s_operation = new("getThing", HttpMethod.Get, "/x", "jira", "Jira", [200]);

    [Theory]
    [InlineData("plain ä \U0001F600", "plain ä \U0001F600")]
    [InlineData("a\r\nb\tc\u2028d\u0085e", "a b c d e")]
    [InlineData("\u001b[31mred\0", "\uFFFD[31mred\uFFFD")]
    [InlineData("a\u202E\u200B\u2066\u00ADb", "ab")]
    [InlineData("", "")]
    public void TextShouldBeMadePrintable(string text, string expected) => Assert.Equal(expected, DisplayText.Clean(text));

    [Fact]
    public void UnpairedSurrogateShouldBeReplaced() => Assert.Equal("a\uFFFDb\uFFFD", DisplayText.Clean("a\uD800b\uDC00"));

    [Fact]
    public void NoTextShouldKeepControlAndFormatCharacters() =>
        Prop.ForAll(HostileText.Arbitrary, static text => IsClean(DisplayText.Clean(text))).QuickCheckThrowOnFailure();

    [Fact]
    public async Task NoTextOfAServerShouldReachAnExceptionUncleaned()
    {
        foreach (int status in (int[])[400, 401, 403, 404, 429, 500, 200])
        {
            string quoted = RawJson.From<string, StringCodec>(Hostile).ToString();
            string[] bodies = [Hostile, $$"""{"errorMessages":[{{quoted}}],"errors":{ {{quoted}}:{{quoted}} } }""", $"<title>{Hostile}</title>", quoted];
            foreach (string body in bodies)
            {
                HttpResponseMessage response = RecordingHandler.Response((HttpStatusCode)status, body);
                string header = Hostile.Replace("\r\n", "", StringComparison.Ordinal);
                foreach (string name in (string[])["atl-traceid", "x-request-id", "X-Failure-Category", "X-Seraph-LoginReason", "RateLimit-Reason"])
                {
                    response.Headers.TryAddWithoutValidation(name, header);
                }

                response.ReasonPhrase = header;
                AtlassianApiException exception = await Assert.ThrowsAnyAsync<AtlassianApiException>(() => new AtlassianCaller(new HttpMessageInvoker(new RecordingHandler(_ => response)))
                    .SendAsync<IReadOnlyList<string>, ListCodec<string, StringCodec>>(s_operation.CreateRequest("/x"), CancellationToken.None));

                List<string?> shown =
                [
                    exception.Message, exception.Advice, exception.BodyExcerpt, exception.FailureCategory, exception.LoginReason, exception.TraceId,
                    .. exception.Messages, .. exception.FieldErrors.Keys, .. exception.FieldErrors.Values, .. exception.TraceIds.Values,
                    (exception as RateLimitedException)?.Reason,
                ];
                Assert.All(shown, static text => Assert.True(text is null || IsClean(text), text));
                Assert.Contains("[31m", exception.BodyExcerpt + exception.Message, StringComparison.Ordinal);
            }
        }
    }

    private static bool IsClean(string text) => text.EnumerateRunes().All(static rune => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate));
}

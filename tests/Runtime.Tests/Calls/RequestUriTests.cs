using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Leeway.Generated;
using Leeway.TimeLimit;

namespace Leeway.Runtime.Tests.Calls;

public class RequestUriTests
{
    private static readonly Config s_manyCases = Config.QuickThrowOnFailure.WithMaxTest(TestSize.Of(10_000)).WithQuietOnSuccess(true);
    private static readonly Uri s_site = new("https://api.atlassian.com/ex/jira/11223344-a1b2-3b33-c444-def123456789");

    [Fact]
    public void NoPathValueShouldLeaveItsSegment()
    {
        Prop.ForAll(HostileText.Arbitrary, HostileText.Arbitrary, static (first, second) =>
        {
            string path;
            try
            {
                path = Route(first, second);
            }
            catch (ArgumentException)
            {
                return IsUnsendable(first) || IsUnsendable(second);
            }

            Uri sent = new(s_site.GetLeftPart(UriPartial.Path) + path);
            Uri resolved = new(s_site, path);
            return !IsUnsendable(first) && !IsUnsendable(second)
                && IsRoute(sent, "/ex/jira/11223344-a1b2-3b33-c444-def123456789/rest/api/3/", first, second)
                && IsRoute(resolved, "/rest/api/3/", first, second);
        }).Check(s_manyCases);
    }

    [Fact]
    public void QueryValuesShouldBeDecodedUnchanged()
    {
        Gen<string> texts = HostileText.Arbitrary.Generator.Select(HostileText.WellFormed);
        Prop.ForAll(texts.ToArbitrary(), texts.ListOf().ToArbitrary(), static (value, list) =>
        {
            RequestUri uri = new(stackalloc char[8]);
            uri.AppendLiteral("/search");
            uri.AppendQuery("one", value);
            uri.AppendQueryEach("each", [.. list]);
            uri.AppendQueryJoined("joined", [.. list]);
            Uri sent = new(s_site, uri.Build());

            List<(string Name, string Value)> query = Parse(sent.Query);
            return sent.Fragment.Length == 0
                && sent.AbsolutePath == "/search"
                && query.Count == list.Count + (list.Count > 0 ? 2 : 1)
                && query[0] == ("one", value)
                && query[1..(list.Count + 1)].SequenceEqual(list.Select(static item => ("each", item)))
                && (list.Count == 0 || sent.Query.Split("&joined=")[^1].Split(',').Select(Uri.UnescapeDataString).SequenceEqual(list));
        }).Check(s_manyCases);
    }

    [Theory]
    [InlineData("D83D", 0)]
    [InlineData("0061 0062 DE00", 2)]
    [InlineData("D83D DE00 0020 D83D", 3)]
    [InlineData("DE00 D83D", 0)]
    public void UnpairedSurrogateShouldBeRefusedWithTheNameOfItsParameter(string codeUnits, int index)
    {
        // Attributes cannot contain such text.
        string fields = string.Concat(codeUnits.Split(' ').Select(static unit => (char)int.Parse(unit, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
        AssertRefused(static value =>
        {
            RequestUri uri = new(stackalloc char[64]);
            string fields = value;
            uri.AppendSegment(fields);
        });
        AssertRefused(static value =>
        {
            RequestUri uri = new(stackalloc char[64]);
            string fields = value;
            uri.AppendQuery("fields", fields);
        });
        AssertRefused(static value =>
        {
            RequestUri uri = new(stackalloc char[64]);
            string[] fields = ["good", value];
            uri.AppendQueryEach("fields", fields);
        });
        AssertRefused(static value =>
        {
            RequestUri uri = new(stackalloc char[64]);
            string[] fields = ["good", value];
            uri.AppendQueryJoined("fields", fields);
        });
        AssertRefused(static value =>
        {
            RequestUri uri = new(stackalloc char[64]);
            Dictionary<string, string> fields = new() { ["good"] = value };
            uri.AppendQueryMap(fields);
        });
        AssertRefused(static value =>
        {
            RequestUri uri = new(stackalloc char[64]);
            Dictionary<string, string> fields = new() { [value] = "good" };
            uri.AppendQueryMap(fields);
        });

        void AssertRefused(Action<string> build)
        {
            ArgumentException refusal = Assert.Throws<ArgumentException>(() => build(fields));
            Assert.Equal(nameof(fields), refusal.ParamName);
            Assert.Contains($"index {index}", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public void SegmentThatWouldBeRemovedShouldBeRefusedWithTheNameOfItsParameter(string issueIdOrKey)
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(Build);
        Assert.Equal(nameof(issueIdOrKey), refusal.ParamName);

        void Build()
        {
            RequestUri uri = new(stackalloc char[64]);
            uri.AppendSegment(issueIdOrKey);
        }
    }

    [Fact]
    public void NullSegmentShouldBeRefusedWithTheNameOfItsParameter()
    {
        string issueIdOrKey = null!;
        Assert.Equal(nameof(issueIdOrKey), Assert.Throws<ArgumentNullException>(Build).ParamName);

        void Build()
        {
            RequestUri uri = new(stackalloc char[64]);
            uri.AppendSegment(issueIdOrKey);
        }
    }

    [Fact]
    public void ValuesShouldNotDependOnTheCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "minus";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.DateTimeFormat.DateSeparator = "/";
        CultureInfo.CurrentCulture = culture;
        try
        {
            RequestUri uri = new(stackalloc char[16]);
            uri.AppendLiteral("/");
            uri.AppendSegment(-5L);
            uri.AppendQuery("int", -1);
            uri.AppendQuery("long", (long?)long.MinValue);
            uri.AppendQuery("double", -1.5);
            uri.AppendQuery("bool", true);
            uri.AppendQuery("bool", (bool?)false);
            uri.AppendQuery("time", new DateTimeOffset(2026, 11, 22, 1, 2, 3, 4, TimeSpan.FromHours(2)));
            uri.AppendQuery("date", new DateOnly(2026, 1, 2));
            uri.AppendQuery("id", Guid.Parse("11223344-A1B2-3B33-C444-DEF123456789"));
            uri.AppendQueryJoined("dates", [new DateOnly(2026, 1, 2), new DateOnly(2026, 1, 3)]);
            uri.AppendQueryEach("flags", [true, false]);
            uri.AppendQueryJoined("numbers", [1L, -2L]);
            Assert.Equal(
                "/-5?int=-1&long=-9223372036854775808&double=-1.5&bool=true&bool=false&time=2026-11-21T23%3A02%3A03.004Z"
                    + "&date=2026-01-02&id=11223344-a1b2-3b33-c444-def123456789&dates=2026-01-02,2026-01-03&flags=true&flags=false&numbers=1,-2",
                uri.Build());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void NullsAndEmptyListsShouldAddNothing()
    {
        RequestUri uri = new(stackalloc char[16]);
        uri.AppendLiteral("/x");
        uri.AppendQuery("a", (string?)null);
        uri.AppendQuery("b", (int?)null);
        uri.AppendQuery("c", (bool?)null);
        uri.AppendQueryEach("d", (IReadOnlyList<string>?)null);
        uri.AppendQueryEach("e", Array.Empty<string>());
        uri.AppendQueryJoined("f", (IReadOnlyList<long>?)null);
        uri.AppendQueryMap(null);
        uri.AppendQueryJoined("g", Array.Empty<long>());
        uri.AppendQueryJoined("h", Array.Empty<bool>());
        uri.AppendQueryJoined("i", Array.Empty<string>());
        uri.AppendQueryJoined("j", [null!, null!]);
        uri.AppendQueryEach("k", [null!]);
        uri.AppendQueryMap(new Dictionary<string, string>());
        uri.AppendQueryJoined("l", [null!, "a", null!, "b"]);
        uri.AppendQuery("m", "");
        Assert.Equal("/x?l=a,b&m=", uri.Build());
    }

    [Fact]
    public void MapShouldAddAnEncodedParameterPerEntry()
    {
        RequestUri uri = new(stackalloc char[4]);
        uri.AppendLiteral("/x");
        uri.AppendQueryMap(new SortedDictionary<string, string>(StringComparer.Ordinal) { ["a&b"] = "c=d", ["e"] = "ä", ["null"] = null! });
        Assert.Equal("/x?a%26b=c%3Dd&e=%C3%A4", uri.Build());
    }

    [Fact]
    public void LongValueShouldUsePooledMemory()
    {
        string value = new('ä', 20_000);
        RequestUri uri = new(stackalloc char[8]);
        uri.AppendLiteral("/x");
        uri.AppendQuery("a", value);
        Assert.Equal("/x?a=" + string.Concat(Enumerable.Repeat("%C3%A4", 20_000)), uri.Build());
    }

    [Fact]
    public void BuildingShouldAllocateOnlyTheAddress()
    {
        string address = Address();
        long before = GC.GetAllocatedBytesForCurrentThread();
        string again = Address();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(address, again);
        Assert.InRange(allocated, 0, 24 + (2 * address.Length));

        static string Address()
        {
            RequestUri uri = new(stackalloc char[256]);
            uri.AppendLiteral("/rest/api/3/issue/");
            uri.AppendSegment("KEY/1");
            uri.AppendQuery("expand", "names,schema");
            uri.AppendQuery("updateHistory", (bool?)true);
            uri.AppendQuery("startAt", (int?)50);
            return uri.Build();
        }
    }

    private static string Route(string first, string second)
    {
        RequestUri uri = new(stackalloc char[16]);
        uri.AppendLiteral("/rest/api/3/");
        uri.AppendSegment(first);
        uri.AppendLiteral("/comment/");
        uri.AppendSegment(second);
        return uri.Build();
    }

    private static bool IsRoute(Uri uri, string prefix, string first, string second)
    {
        string[] segments = uri.AbsolutePath[prefix.Length..].Split('/');
        return uri.Host == s_site.Host
            && uri.AbsolutePath.StartsWith(prefix, StringComparison.Ordinal)
            && uri.Query.Length == 0
            && uri.Fragment.Length == 0
            && segments.Length == 3
            && Uri.UnescapeDataString(segments[0]) == HostileText.WellFormed(first)
            && segments[1] == "comment"
            && Uri.UnescapeDataString(segments[2]) == HostileText.WellFormed(second);
    }

    private static bool IsUnsendable(string value) => value is "" or "." or ".." || HostileText.WellFormed(value) != value;

    private static List<(string Name, string Value)> Parse(string query) =>
        [.. query[1..].Split('&').Select(static pair => pair.Split('=', 2)).Select(static pair => (pair[0], Uri.UnescapeDataString(pair[1])))];

    [Fact]
    public void BooleansAndNumbersShouldBeAppended()
    {
        RequestUri uri = new(stackalloc char[16]);
        uri.AppendLiteral("/");
        uri.AppendSegment(true);
        uri.AppendLiteral("/");
        uri.AppendSegment(false);
        uri.AppendQueryEach("each", (IReadOnlyList<int>)[1, 2]);
        uri.AppendQueryEach("none", (IReadOnlyList<int>?)null);
        uri.AppendQueryEach("none", (IReadOnlyList<bool>?)null);
        uri.AppendQueryJoined("joined", (IReadOnlyList<bool>)[true, false, true]);
        uri.AppendQueryJoined("none", (IReadOnlyList<bool>?)null);
        Assert.Equal("/true/false?each=1&each=2&joined=true,false,true", uri.Build());
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public void ValueThatWouldBeRemovedShouldBeRefused(string text)
    {
        Assert.StartsWith(
            "The value cannot be a path segment: the request would reach another address.",
            Assert.Throws<ArgumentException>("custom", () => Build(text)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            $"\"{text}\" cannot be a path segment: the request would reach another address.",
            Assert.Throws<ArgumentException>(nameof(text), BuildText).Message,
            StringComparison.Ordinal);

        void BuildText()
        {
            RequestUri uri = new(stackalloc char[64]);
            uri.AppendSegment(text);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1_000)]
    public void ValueOfAnyLengthShouldBeAppended(int length) => Assert.Equal("/" + new string('x', length), Build(new string('x', length)));

    private static string Build(string text)
    {
        CustomValue custom = new(text);
        RequestUri uri = new(stackalloc char[4]);
        uri.AppendLiteral("/");
        uri.AppendSegment(custom);
        return uri.Build();
    }

    /// <summary>A value with any text, which no value of the generated clients has.</summary>
    private readonly struct CustomValue(string text) : ISpanFormattable
    {
        public string ToString(string? format, IFormatProvider? formatProvider) => text;

        public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
        {
            bool fits = text.AsSpan().TryCopyTo(destination);
            charsWritten = fits ? text.Length : 0;
            return fits;
        }
    }
}

using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Leeway.Runtime.Tests.Json.Models;
using Leeway.TimeLimit;

namespace Leeway.Runtime.Tests.Json;

/// <summary>No JSON object is lost in a model, whatever its content.</summary>
public class AnyJsonTests
{
    private static readonly string[] s_names =
    [
        "text", "flag", "small", "large", "real", "time", "day", "guid", "any", "inner", "color", "shape", "choice", "texts", "numbers", "inners",
        "colors", "matrix", "anys", "times", "textMap", "numberMap", "innerMap", "listMap", "anyMap", "self", "selfMap", "page", "colorPage", "values", "id",
        "type", "radius", "side", "", "unknown", "qu\\\"ote", "\\u0074ext2", "\\ud800",
    ];

    private static readonly string[] s_scalars =
    [
        "null", "true", "false", "0", "-0", "1", "-17", "2147483648", "9223372036854775808", "1.0", "1.50", "1e2", "1E-7", "0.1234567890123456789",
        "1e400", "\"\"", "\"x\"", "\"circle\"", "\"square\"", "\"red\"", "\"1\"", "\"1.5\"", "\"true\"", "\"\\ud800\"", "\"\\n\\u0000é\"",
        "\"2021-01-17\"", "\"2021-01-17T12:34:00.000+0000\"", "\"2021-01-17T12:34:00.1234567+10:00\"", "\"2021-01-17T12:34:00.123456789Z\"", "1610886840000",
        "\"7D4F2A10-0b7e-4c53-9f0e-0123456789ab\"",
    ];

    private static readonly Arbitrary<string> s_objects = Arb.From(Gen.Sized(static size => ObjectOf(Math.Min(size, 40))));

    [Fact]
    public void AnyObjectShouldSurvive() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(TestSize.Of(3_000)).WithEndSize(40),
        Prop.ForAll(s_objects, static json => JsonAssert.AreSame(json, JsonAssert.Write(JsonAssert.Read<Sample>(json)))));

    [Fact]
    public void AnyObjectShouldSurviveAUnionAndAPage() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(TestSize.Of(1_000)).WithEndSize(40),
        Prop.ForAll(s_objects, static json =>
            JsonAssert.AreSame(json, JsonAssert.Write(JsonAssert.Read<Shape>(json)))
            && JsonAssert.AreSame(json, JsonAssert.Write(JsonAssert.Read<Page<Inner>>(json)))
            && JsonAssert.AreSame(json, JsonAssert.Write(JsonAssert.Read<Request>(json)))));

    [Fact]
    public void AnyTextShouldSurvive() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll<string>(static text =>
        {
            text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text ?? ""));
            return JsonAssert.Read<Sample>(JsonAssert.Write(new Sample { Text = text, TextMap = new Dictionary<string, string> { [text] = text } })) is { } back
                && back.Text == text && back.TextMap![text] == text;
        }));

    [Fact]
    public void AnyNumberShouldSurvive() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(TestSize.Of(1_000)),
        Prop.ForAll<long, double, DateTime>(static (large, real, time) =>
        {
            real = double.IsFinite(real) ? real : 0;
            var written = new Sample { Large = large, Real = real, Small = (int)large, Time = new DateTimeOffset(time.Ticks, TimeSpan.Zero), Day = DateOnly.FromDateTime(time) };
            Sample read = JsonAssert.Read<Sample>(JsonAssert.Write(written));
            return read.Large == large && BitConverter.DoubleToInt64Bits(read.Real!.Value) == BitConverter.DoubleToInt64Bits(real)
                && read.Small == (int)large && read.Time == written.Time && read.Day == written.Day;
        }));

    private static Gen<string> ObjectOf(int size)
    {
        Gen<string> member = from name in Gen.Elements(s_names)
                             from value in ValueOf(size / 2)
                             select $"\"{name}\":{value}";
        return from members in Gen.ListOf(member, Math.Min(size, 8))
               select "{" + string.Join(',', members.DistinctBy(static m => m[..m.IndexOf(':', StringComparison.Ordinal)])) + "}";
    }

    private static Gen<string> ValueOf(int size)
    {
        Gen<string> scalar = Gen.Elements(s_scalars);
        if (size == 0)
        {
            return scalar;
        }

        Gen<string> array = from items in Gen.ListOf(ValueOf(size / 3), Math.Min(size, 4)) select "[" + string.Join(',', items) + "]";
        return Gen.Frequency((3, scalar), (2, array), (3, ObjectOf(size / 2)));
    }
}

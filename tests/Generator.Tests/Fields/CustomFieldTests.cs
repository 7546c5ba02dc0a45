using System.Globalization;
using System.Text;
using Leeway.Generator.Fields.Shaping;
using Leeway.Generator.Tests.Compiling;
using Leeway.Generator.Tests.Driving;
using Leeway.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Leeway.Generator.Tests.Fields;

/// <summary>Compiles and uses the properties that are generated for the custom fields of sites.</summary>
public class CustomFieldTests
{
    private static readonly DocumentInput s_small = new("/consumer/jira.fields.json", SyntheticSite.Small) { IsFields = true };

    private static readonly Lazy<LoadedProgram> s_options = new(static () => LoadedProgram.Of(
        """"
        using Leeway.Fields;
        using Leeway.Json;

        internal static class Program
        {
            public static string? Read(string json)
            {
                IssueFields fields = RawJson.Parse(json).As<IssueFields>()!;
                return fields.Severity is { } severity ? severity.Value + (severity == SeverityOption.High ? "!" : "") : null;
            }

            public static string Write(string? option)
            {
                IssueFields fields = new() { Effort = 3, Severity = option is null ? (SeverityOption?)null : new SeverityOption(option) };
                return RawJson.From(fields).ToString();
            }

            public static string WriteKnown() => RawJson.From(new IssueFields { Severity = SeverityOption.VeryLow }).ToString();

            public static string WriteText() => RawJson.From(new IssueFields { Severity = "Other" }).ToString();

            public static string Convert() => System.Text.Json.JsonSerializer.Serialize(SeverityOption.High) + default(SeverityOption).Value;
        }
        """",
        s_small));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(SyntheticSite.Simulator)]
    public void EveryFieldShouldBeReadAndWrittenBackWithoutLoss(int number)
    {
        SyntheticSite site = SyntheticSite.Create(number);
        FieldShape[] fields = [.. ReadShape(Generation.Of(site.Document)).Fields];
        Assert.Equal(site.Fields.Select(static f => f.Id).Order(StringComparer.Ordinal), fields.Select(static f => f.Id).Order(StringComparer.Ordinal));
        HashSet<string> unset = [.. site.Fields.Where(static f => f.Json == "null").Select(static f => f.Id)];
        var reads = new StringBuilder();
        var writes = new StringBuilder();
        foreach (FieldShape field in fields)
        {
            string wrong = unset.Contains(field.Id) ? "is not null" : "is null";
            reads.Append(CultureInfo.InvariantCulture, $"        if ((object?)fields.@{field.Name} {wrong}) missing += \" {field.Name}\";\n");
            writes.Append(CultureInfo.InvariantCulture, $"        changed.@{field.Name} = fields.@{field.Name};\n");
        }

        LoadedProgram program = LoadedProgram.Of(
            $$""""
            using System.Linq;
            using Leeway.Fields;
            using Leeway.Json;
            using Leeway.RichText;

            internal static class Program
            {
                public static string ReadAll(string json)
                {
                    string missing = "";
                    IssueFields fields = RawJson.Parse(json).As<IssueFields>()!;
            {{reads}}
                    return missing + RawJson.From(fields);
                }

                public static string AssignAll(string json)
                {
                    IssueFields fields = RawJson.Parse(json).As<IssueFields>()!;
                    IssueFields changed = new();
            {{writes}}
                    return RawJson.From(changed).ToString();
                }

                public static string ListIds() => string.Join(' ', typeof(IssueFieldIds).GetFields().Select(static f => (string)f.GetRawConstantValue()!).Order());

                public static int CountJqlFields() => typeof(JqlFields).GetProperties().Count(static p => p.GetValue(null)!.ToString()!.StartsWith("cf["));
            }
            """",
            site.Document);

        Assert.Equal(RawJson.Parse(site.Issue), RawJson.Parse(program.Run<string>("ReadAll", site.Issue)));
        string assigned = "{" + string.Join(',', site.Fields.Select(static f => $"\"{f.Id}\":{f.Assigned}")) + "}";
        Assert.Equal(RawJson.Parse(assigned), RawJson.Parse(program.Run<string>("AssignAll", site.Issue)));
        Assert.Equal(string.Join(' ', site.Fields.Select(static f => f.Id).Order(StringComparer.Ordinal)), program.Run<string>("ListIds"));
        Assert.Equal(site.Fields.Count, program.Run<int>("CountJqlFields"));
    }

    [Theory]
    [InlineData("{}", null)]
    [InlineData("""{"customfield_2":null}""", null)]
    [InlineData("""{"customfield_2":{"self":"x","value":"High","id":"10"}}""", "High!")]
    [InlineData("""{"customfield_2":{"id":"10","value":"Very high"}}""", "Very high")]
    public void OptionShouldBeRead(string json, string? expected) => Assert.Equal(expected, s_options.Value.Run<string?>("Read", json));

    [Theory]
    [InlineData("\"High\"", "a JSON string")]
    [InlineData("""{"id":"10"}""", "a JSON object")]
    [InlineData("[]", "a JSON array")]
    public void FieldOfAnotherShapeShouldBeRefused(string json, string found)
    {
        Exception exception = Assert.ThrowsAny<Exception>(() => s_options.Value.Run<string?>("Read", $$"""{"customfield_2":{{json}}}""")).InnerException!;
        Assert.IsType<System.Text.Json.JsonException>(exception);
        Assert.StartsWith($"The field 'customfield_2' is {found}. SeverityOption? needs an option.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionShouldBeWrittenByItsText()
    {
        Assert.Equal("""{"customfield_1":3,"customfield_2":{"value":"a\"b"}}""", s_options.Value.Run<string>("Write", "a\"b"));
        Assert.Equal("""{"customfield_1":3,"customfield_2":null}""", s_options.Value.Run<string>("Write", [null]));
        Assert.Equal("""{"customfield_2":{"value":"Very low"}}""", s_options.Value.Run<string>("WriteKnown"));
        Assert.Equal("""{"customfield_2":{"value":"Other"}}""", s_options.Value.Run<string>("WriteText"));
        Assert.Equal("""{"value":"High"}""", s_options.Value.Run<string>("Convert"));
    }

    [Fact]
    public void SitesShouldHaveNamespacesOfTheirOwn()
    {
        DocumentInput other = s_small with { Path = "/consumer/other.fields.json", Namespace = "Acme.Other", Visibility = "internal", Text = SyntheticSite.Small.Replace("\"number\"", "\"string\"", StringComparison.Ordinal) };
        LoadedProgram program = LoadedProgram.Of(
            """
            namespace First
            {
                using Leeway.Fields;

                internal static class Reader
                {
                    public static double? Read(IssueFields fields) => fields.Effort;
                }
            }

            namespace Second
            {
                using Acme.Other;

                internal static class Reader
                {
                    public static string? Read(Leeway.Fields.IssueFields fields) => fields.Effort;
                }
            }

            internal static class Program
            {
                public static string Read()
                {
                    Leeway.Fields.IssueFields number = new() { ["customfield_1"] = 1.5 };
                    Leeway.Fields.IssueFields text = new() { ["customfield_1"] = "x" };
                    return First.Reader.Read(number) + Second.Reader.Read(text);
                }
            }
            """,
            s_small,
            other);
        Assert.Equal("1.5x", program.Run<string>("Read"));
        Assert.Equal(Accessibility.Internal, program.Generation.Output.GetTypeByMetadataName("Acme.Other.CustomFields")!.DeclaredAccessibility);
        Assert.Equal(Accessibility.Public, program.Generation.Output.GetTypeByMetadataName("Leeway.Fields.SeverityOption")!.DeclaredAccessibility);
    }

    [Fact]
    public void RemovedFieldShouldBeACompileError()
    {
        const string Program = "internal static class Program { internal static object? Read(Leeway.Fields.IssueFields f) => Leeway.Fields.CustomFields.get_Effort(f); }";
        const string Use = "using Leeway.Fields; internal static class Program { internal static object? Read(IssueFields f) => f.Effort; }";
        Assert.Empty(Generation.OfProgram(Program, null, [], s_small).CompilerDiagnostics());
        Assert.Empty(Generation.OfProgram(Use, null, [], s_small).CompilerDiagnostics());
        DocumentInput next = s_small with { Text = SyntheticSite.Small.Replace("Effort", "Cost", StringComparison.Ordinal) };
        Assert.Equal(["CS1061"], Generation.OfProgram(Use, null, [], next).CompilerDiagnostics().Select(static d => d.Id));
    }

    [Fact]
    public void OldLanguageVersionShouldBeNamed()
    {
        Generation generation = Generation.Of(LanguageVersion.CSharp13, s_small);
        Assert.Equal(
            "The fields in 'jira.fields.json' are extension properties, which need C# 14, but the project uses C# 13.0. Set LangVersion to 14 or latest in the project file, or remove it.",
            Assert.Single(generation.Diagnostics).GetMessage(CultureInfo.InvariantCulture));
        Assert.DoesNotContain(generation.Sources.Keys, static name => name.Contains("CustomFields", StringComparison.Ordinal));
    }

    [Fact]
    public void GeneratedTextShouldBeApproved() =>
        Snapshot.Match(Generation.Of(s_small).Sources["Leeway.Fields.CustomFields.g.cs"], "Generator.Tests/Fields", "small.fields");

    [Fact]
    public void NoFieldsShouldGenerateNothing()
    {
        Generation generation = Generation.Of(s_small with { Text = """{"version":1,"site":"https://a","fields":[]}""" });
        Assert.Empty(generation.Diagnostics);
        Assert.DoesNotContain(generation.Sources.Keys, static name => name.Contains("CustomFields", StringComparison.Ordinal));
    }

    private static SiteShape ReadShape(Generation generation)
    {
        Assert.Empty(generation.Diagnostics);
        Assert.True(generation.CompilerDiagnostics() is [], CompilationTests.Describe(generation.CompilerDiagnostics()));
        return ((SiteShapeResult)Assert.Single(generation.Reasons(StepNames.FieldShapes)).Value).Shape!;
    }
}

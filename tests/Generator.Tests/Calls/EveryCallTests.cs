using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Reflection;
using Leeway.Calls;
using Leeway.Cli;
using Leeway.Generator.Shaping;
using Leeway.Generator.Tests.Emission;
using Leeway.Generator.Tests.Examples;
using Leeway.Json;
using Leeway.TimeLimit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OperationEntry = Leeway.Cli.Operations.OperationEntry;
using OperationFacts = Leeway.Cli.Operations.OperationFacts;
using OperationIndex = Leeway.Cli.Operations.OperationIndex;

namespace Leeway.Generator.Tests.Calls;

/// <summary>
/// Compares the calls of the tool with the generated clients for each operation of the documents, by default for every tenth. The tests are
/// here, because this project compiles the clients anyway.
/// </summary>
public sealed class EveryCallTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leeway-calls-");

    public static TheoryData<string, int> Documents => [.. PackageDocument.ForSlowTests.Select(static d => (d.Name, d.Operations))];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task CallShouldSendTheRequestOfTheGeneratedClient(string document, int operations)
    {
        RoundTrips compiled = RoundTrips.OfSample(document);
        OperationIndex index = OperationIndex.Open();
        int called = 0;
        foreach (InterfaceShape tag in compiled.Client.Interfaces)
        {
            Type type = compiled.Emitted.Assembly.GetType($"{tag.Api.Namespace}.{tag.InterfaceName}", throwOnError: true)!;
            foreach (OperationShape operation in tag.Operations)
            {
                MethodInfo method = Overloads.Find(type, operation.MethodName, operation);
                foreach (bool isComplete in (bool[])[false, true])
                {
                    object?[] arguments = [.. method.GetParameters().Select(p => CreateArgument(p, operation, isComplete))];
                    string expected = await SendWithClientAsync(compiled.Emitted, tag, method, arguments);
                    Assert.Equal(expected, SendWithTool(index.NameOf(FindEntry(index, document, tag, operation)), operation, arguments, expected));
                }

                called++;
            }
        }

        Assert.InRange(called, TestSize.Of(operations), operations);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void LineShouldCompile(string document, int operations)
    {
        RoundTrips compiled = RoundTrips.OfSample(document);
        OperationIndex index = OperationIndex.Open();
        string client = CSharpNames.ToCamelCase(compiled.Client.Api.Product);
        OperationFacts[] facts =
        [
            .. compiled.Client.Interfaces.SelectMany(tag => tag.Operations.Select(o => OperationIndex.Read(FindEntry(index, document, tag, o)))),
        ];
        string methods = string.Concat(facts.Select((f, i) => $$"""

                public static async Task Call{{i}}({{compiled.Client.Api.Product}}Client {{client}})
                {
                    {{f.Line}}
                }

                public static async Task Enumerate{{i}}({{compiled.Client.Api.Product}}Client {{client}})
                {
                    {{(f.Enumeration is null ? "await Task.Yield();" : f.Enumeration + " { }")}}
                }

            """));
        SyntaxTree tree = CSharpSyntaxTree.ParseText(
            $$"""
            namespace {{compiled.Client.Api.Namespace}}
            {
                using System;
                using System.Collections.Generic;
                using System.IO;
                using System.Threading.Tasks;
                using Leeway;
                using Leeway.Fields;
                using Leeway.Json;
                using Leeway.RichText;

                public static class Lines
                {
            {{methods}}
                }
            }
            """,
            (CSharpParseOptions)compiled.Emitted.Compilation.SyntaxTrees[0].Options,
            cancellationToken: TestContext.Current.CancellationToken);

        Diagnostic[] errors =
        [
            .. compiled.Emitted.Compilation.AddSyntaxTrees(tree).GetSemanticModel(tree).GetDiagnostics(cancellationToken: TestContext.Current.CancellationToken)
                .Where(static d => d.Severity == DiagnosticSeverity.Error && d.Id != "LEEWAYX001"),
        ];

        Assert.InRange(facts.Length, TestSize.Of(operations), operations);
        Assert.True(errors.Length == 0, string.Join('\n', errors.Take(10).Select(e => $"{e.GetMessage(CultureInfo.InvariantCulture)}: {tree.GetText(TestContext.Current.CancellationToken).Lines[e.Location.GetLineSpan().StartLinePosition.Line]}")));
    }

    /// <summary>An argument could not be passed if the command had an option of the same name.</summary>
    [Fact]
    public void NoParameterShouldHaveTheNameOfAnOption()
    {
        OperationIndex index = OperationIndex.Open();
        Assert.Equal(PackageDocument.All.Sum(static d => d.Operations), index.Entries.Count);
        string[] options = [.. CommandLine.CreateRoot().Subcommands.Single(static c => c.Name == "call").Options.Select(static o => o.Name)];
        Assert.Contains("--body", options);

        Assert.All(index.Entries, entry => Assert.Empty(OperationIndex.Read(entry).Arguments.Select(static a => a.Option).Intersect(options)));
    }

    [Fact]
    public void EachOperationShouldBeFoundByItsName()
    {
        OperationIndex index = OperationIndex.Open();

        Assert.All(index.Entries, entry => Assert.Same(entry, index.Find(index.NameOf(entry))));
    }

    private static OperationEntry FindEntry(OperationIndex index, string document, InterfaceShape tag, OperationShape operation) =>
        index.Entries.Single(e => e.Document == document && e.Group == tag.PropertyName && e.Method == operation.MethodName);

    private static object? CreateArgument(ParameterInfo parameter, OperationShape operation, bool isComplete) =>
        parameter.ParameterType == typeof(CancellationToken) ? CancellationToken.None
        : !isComplete && parameter.HasDefaultValue ? null
        : parameter.ParameterType == typeof(IDictionary<string, string>) ? new Dictionary<string, string> { ["k 1ü&/%20~'()!*"] = "v&=1" }
        : SampleValues.Of(parameter, operation);

    private static async Task<string> SendWithClientAsync(EmittedAssembly emitted, InterfaceShape tag, MethodInfo method, object?[] arguments)
    {
        RecordingHandler handler = new(HttpStatusCode.BadRequest, "{}");
        object root = emitted.CreateRoot(tag.Api, handler);
        object client = root.GetType().GetProperty(tag.PropertyName)!.GetValue(root)!;
        await Assert.ThrowsAnyAsync<AtlassianApiException>(() => (Task)method.Invoke(client, arguments)!);
        return Assert.Single(handler.Requests);
    }

    private string SendWithTool(string name, OperationShape operation, object?[] arguments, string expected)
    {
        List<string> line = ["call", name, "--allow-unknown-values"];
        for (int i = 0; i < operation.Parameters.Count; i++)
        {
            if (arguments[i] is { } value)
            {
                line.AddRange(Format(operation.Parameters[i], value, expected));
            }
        }

        RecordingHandler handler = new(HttpStatusCode.BadRequest, "{}");
        ToolEnvironment environment = new()
        {
            OpenInput = static () => TextReader.Null,
            GetVariable = static _ => null,
            IsOutputTerminal = false,
            IsErrorTerminal = false,
            Caller = new AtlassianCaller(new HttpMessageInvoker(handler)),
        };
        StringWriter error = new();
        int exitCode = CommandLine.Invoke(CommandLine.CreateRoot(environment, "call"), line, new InvocationConfiguration { Output = TextWriter.Null, Error = error });
        Assert.True(exitCode == ExitCode.Refused, $"{string.Join(' ', line)}: {error}");
        return Assert.Single(handler.Requests);
    }

    private IEnumerable<string> Format(ParameterShape parameter, object value, string expected)
    {
        string option = "--" + parameter.WireName;
        return (parameter.Place, value) switch
        {
            (ParameterPlace.Body, FileUpload) => [$"--body={Write("a.txt", "A")}"],
            (ParameterPlace.Body, _) => [$"--body={Write("body.json", expected[(expected.IndexOf("\n\n", StringComparison.Ordinal) + 2)..])}"],
            (_, FileUpload) => [$"{option}={Write("a.txt", "A")}"],
            (_, IReadOnlyList<FileUpload> files) => files.Select(_ => $"{option}={Write("a.txt", "A")}"),
            (_, IDictionary<string, string> entries) => entries.Select(e => $"{option}={e.Key}={e.Value}"),
            (_, string text) => [$"{option}={text}"],
            (_, System.Collections.IEnumerable items) => [$"{option}={string.Join(';', items.Cast<object>().Select(static i => FormatText(i).Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)))}"],
            (_, IJsonValue json) when value is not IFormattable => [$"{option}={json}"],
            _ => [$"{option}={FormatText(value)}"],
        };
    }

    private static string FormatText(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}

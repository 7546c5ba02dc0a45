using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using Leeway.Calls;
using Leeway.Generated;
using Leeway.Generator.Emission;
using Leeway.Generator.Shaping;
using Leeway.Generator.Tests.Driving;
using Leeway.Generator.Tests.Emission;
using Leeway.Json;
using Leeway.TimeLimit;
using Microsoft.CodeAnalysis.CSharp;

namespace Leeway.Generator.Tests.Examples;

/// <summary>The generated code of documents, compiled and loaded. It reads the responses of operations and writes them back.</summary>
internal sealed class RoundTrips
{
    private static readonly ConcurrentDictionary<string, Lazy<RoundTrips>> s_ofDocuments = new(StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<string, Lazy<RoundTrips>> s_ofSamples = new(StringComparer.Ordinal);

    private readonly IReadOnlyDictionary<string, Func<byte[], JsonModelOptions?, byte[]>> _byOperation;

    private RoundTrips(ClientShape client, EmittedAssembly assembly, IReadOnlyDictionary<string, Func<byte[], JsonModelOptions?, byte[]>> byOperation)
    {
        Client = client;
        Emitted = assembly;
        _byOperation = byOperation;
    }

    /// <summary>The generated client.</summary>
    public ClientShape Client { get; }

    /// <summary>The compiled client.</summary>
    public EmittedAssembly Emitted { get; }

    /// <summary>The operations whose responses are JSON.</summary>
    public IEnumerable<OperationShape> Operations => Client.Interfaces.SelectMany(static i => i.Operations).Where(static o => o.Response.Kind is not (TypeKind.Nothing or TypeKind.Download));

    /// <summary>Returns the code of a whole committed document, which is compiled once for all tests.</summary>
    public static RoundTrips OfWhole(string document) =>
        s_ofDocuments.GetOrAdd(document, static name => new Lazy<RoundTrips>(() => Of(Generation.OfCommitted(name)))).Value;

    /// <summary>Returns the code of a committed document, by default of every tenth of its operations. It is compiled once for all tests.</summary>
    public static RoundTrips OfSample(string document) => TestSize.IsFull
        ? OfWhole(document)
        : s_ofSamples.GetOrAdd(document, static name => new Lazy<RoundTrips>(() => Of(Generation.OfSample(name)))).Value;

    /// <summary>Compiles the generated code of a document.</summary>
    public static RoundTrips Of(Generation generation)
    {
        ClientShape client = generation.Client;
        var source = new StringBuilder($$"""
            namespace {{client.Api.Namespace}}
            {
                public static class RoundTrips
                {
                    public static readonly global::System.Collections.Generic.Dictionary<string, global::System.Func<byte[], global::Leeway.Json.JsonModelOptions?, byte[]>> All = new()
                    {

            """);
        foreach (OperationShape operation in client.Interfaces.SelectMany(static i => i.Operations).Where(static o => o.Response.Kind is not (TypeKind.Nothing or TypeKind.Download)))
        {
            string operationName = CSharpText.FormatLiteral(operation.Verb + " " + operation.Route);
            source.Append(new SourceWriter()
                .Write($"[{operationName}] = RoundTrip<{CSharpTypeName.Format(operation.Response)}, {CSharpTypeName.FormatCodec(operation.Response)}>,")
                .Complete());
        }

        source.Append("""
                    };

                    private static byte[] RoundTrip<T, TCodec>(byte[] bytes, global::Leeway.Json.JsonModelOptions? options)
                        where TCodec : struct, global::Leeway.Generated.IJsonCodec<T>
                    {
                        T? value = global::Leeway.Json.JsonModelSerializer.Read<T, TCodec>(bytes, options);
                        var output = new global::System.Buffers.ArrayBufferWriter<byte>();
                        global::Leeway.Json.JsonModelSerializer.Write<T, TCodec>(output, value!);
                        return output.WrittenSpan.ToArray();
                    }
                }
            }
            """);
        CSharpCompilation compilation = generation.Output.AddSyntaxTrees(
            CSharpSyntaxTree.ParseText(source.ToString(), (CSharpParseOptions)generation.Output.SyntaxTrees[0].Options, cancellationToken: TestContext.Current.CancellationToken));
        using var assembly = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult emitted = compilation.Emit(assembly, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics.Take(10)));
        EmittedAssembly loaded = new(compilation, Assembly.Load(assembly.ToArray()));
        Type type = loaded.Assembly.GetType(client.Api.Namespace + ".RoundTrips", throwOnError: true)!;
        return new RoundTrips(client, loaded, (Dictionary<string, Func<byte[], JsonModelOptions?, byte[]>>)type.GetField("All")!.GetValue(null)!);
    }

    /// <summary>Reads a response of an operation and writes it back. Returns null if the operation's responses are not JSON.</summary>
    public byte[]? Run(string operation, string json, JsonModelOptions? options = null) =>
        _byOperation.TryGetValue(operation, out Func<byte[], JsonModelOptions?, byte[]>? roundTrip) ? roundTrip(Encoding.UTF8.GetBytes(json), options) : null;

    /// <summary>Reads all items of an operation, with sample values for its required parameters.</summary>
    /// <returns>The items as JSON.</returns>
    public Task<List<string>> EnumerateAsync(InterfaceShape shape, OperationShape operation, HttpMessageHandler handler)
    {
        object root = Activator.CreateInstance(
            Emitted.Assembly.GetType($"{Client.Api.Namespace}.{Client.Api.Product}Client", throwOnError: true)!,
            new AtlassianCaller(new HttpMessageInvoker(handler)))!;
        MethodInfo method = Overloads.Find(Emitted.Assembly.GetType($"{Client.Api.Namespace}.{shape.ClientName}Pages", throwOnError: true)!, operation.EnumeratorName, operation);
        object?[] arguments =
        [
            root.GetType().GetProperty(shape.PropertyName)!.GetValue(root),
            .. method.GetParameters().Skip(1).Select(p => p.HasDefaultValue ? null : SampleValues.Of(p, operation)),
        ];
        Type item = method.ReturnType.GetGenericArguments()[0];
        return (Task<List<string>>)typeof(RoundTrips).GetMethod(nameof(ReadAsync), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(item).Invoke(null, [method.Invoke(null, arguments)])!;
    }

    private static async Task<List<string>> ReadAsync<T>(IAsyncEnumerable<T> items)
    {
        var texts = new List<string>();
        await foreach (T item in items)
        {
            texts.Add(item switch
            {
                string text => RawJson.From<string, StringCodec>(text).ToString(),
                IJsonValue => typeof(RawJson).GetMethods().Single(static m => m.Name == nameof(RawJson.From) && m.GetGenericArguments().Length == 1)
                    .MakeGenericMethod(typeof(T)).Invoke(null, [item])!.ToString()!,
                _ => Convert.ToString(item, System.Globalization.CultureInfo.InvariantCulture)!,
            });
        }

        return texts;
    }
}

using System.Reflection;
using System.Text;
using Leeway.Generator.Emission;
using Leeway.Generator.Shaping;
using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis.CSharp;

namespace Leeway.Generator.Tests.Examples;

/// <summary>The generated code of documents, compiled and loaded: what an operation's answer is read into and written from.</summary>
internal sealed class RoundTrips
{
    private readonly IReadOnlyDictionary<string, Func<byte[], byte[]>> _byOperation;

    private RoundTrips(IReadOnlyDictionary<string, Func<byte[], byte[]>> byOperation)
    {
        _byOperation = byOperation;
    }

    public static RoundTrips Of(DocumentInput document)
    {
        Generation generation = Generation.Of(document);
        ClientShape client = ((ShapeResult)generation.Reasons(StepNames.Shapes).Single().Value).Client;
        var source = new StringBuilder($$"""
            namespace {{client.Api.Namespace}}
            {
                public static class RoundTrips
                {
                    public static readonly global::System.Collections.Generic.Dictionary<string, global::System.Func<byte[], byte[]>> All = new()
                    {

            """);
        foreach (OperationShape operation in client.Interfaces.SelectMany(static i => i.Operations))
        {
            if (operation.Response.Kind is not (TypeKind.Nothing or TypeKind.Download))
            {
                source.Append("            [").Append(CSharpText.Literal(operation.Verb + " " + operation.Route)).Append("] = static bytes => RoundTrip<")
                    .Append(CSharpTypeName.Of(operation.Response)).Append(", ").Append(CSharpTypeName.CodecOf(operation.Response)).Append(">(bytes),\n");
            }
        }

        source.Append("""
                    };

                    private static byte[] RoundTrip<T, TCodec>(byte[] bytes)
                        where TCodec : struct, global::Leeway.Json.IJsonCodec<T>
                    {
                        T? value = global::Leeway.Json.JsonModelSerializer.Read<T, TCodec>(bytes);
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
        Type type = Assembly.Load(assembly.ToArray()).GetType(client.Api.Namespace + ".RoundTrips", throwOnError: true)!;
        return new RoundTrips((Dictionary<string, Func<byte[], byte[]>>)type.GetField("All")!.GetValue(null)!);
    }

    /// <summary>Reads an answer of an operation and writes it back; null where the operation answers with nothing that is JSON.</summary>
    public byte[]? Run(string operation, string json) =>
        _byOperation.TryGetValue(operation, out Func<byte[], byte[]>? roundTrip) ? roundTrip(Encoding.UTF8.GetBytes(json)) : null;
}

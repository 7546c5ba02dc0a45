using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Tests.Emission;

/// <summary>
/// An assembly called Refit with what generated code uses of the public surface of Refit 12 to 16, signatures alone
/// (<see href="https://github.com/reactiveui/refit/tree/main/src/Refit"/>).
/// </summary>
internal static class RefitContract
{
    private const string Source = """
        #nullable enable
        #pragma warning disable CS1591
        using System;
        using System.Net.Http;
        using Microsoft.Extensions.DependencyInjection;

        
        namespace Refit
        {
            public abstract class HttpMethodAttribute(string path) : Attribute
            {
                public abstract HttpMethod Method { get; }
                public virtual string Path { get; protected set; } = path;
            }

            [AttributeUsage(AttributeTargets.Method)] public sealed class GetAttribute(string path) : HttpMethodAttribute(path) { public override HttpMethod Method => HttpMethod.Get; }
            [AttributeUsage(AttributeTargets.Method)] public sealed class PutAttribute(string path) : HttpMethodAttribute(path) { public override HttpMethod Method => HttpMethod.Put; }
            [AttributeUsage(AttributeTargets.Method)] public sealed class PostAttribute(string path) : HttpMethodAttribute(path) { public override HttpMethod Method => HttpMethod.Post; }
            [AttributeUsage(AttributeTargets.Method)] public sealed class DeleteAttribute(string path) : HttpMethodAttribute(path) { public override HttpMethod Method => HttpMethod.Delete; }
            [AttributeUsage(AttributeTargets.Method)] public sealed class HeadAttribute(string path) : HttpMethodAttribute(path) { public override HttpMethod Method => HttpMethod.Head; }
            [AttributeUsage(AttributeTargets.Method)] public sealed class OptionsAttribute(string path) : HttpMethodAttribute(path) { public override HttpMethod Method => HttpMethod.Options; }
            [AttributeUsage(AttributeTargets.Method)] public sealed class PatchAttribute(string path) : HttpMethodAttribute(path) { public override HttpMethod Method => HttpMethod.Patch; }

            [AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method)]
            public sealed class HeadersAttribute(params string[] headers) : Attribute { public string[] Headers { get; } = headers ?? []; }

            [AttributeUsage(AttributeTargets.Method)]
            public sealed class MultipartAttribute(string boundaryText = "----MyGreatBoundary") : Attribute { public string BoundaryText { get; } = boundaryText; }

            [AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
            public sealed class AliasAsAttribute(string name) : Attribute { public string Name { get; } = name; }

            [AttributeUsage(AttributeTargets.Parameter)]
            public sealed class HeaderAttribute(string header) : Attribute { public string Header { get; } = header; }

            [AttributeUsage(AttributeTargets.Parameter)]
            public sealed class BodyAttribute : Attribute
            {
                public BodyAttribute() { }
                public BodyAttribute(bool buffered) { Buffered = buffered; }
                public BodyAttribute(BodySerializationMethod serializationMethod) { SerializationMethod = serializationMethod; }
                public BodyAttribute(BodySerializationMethod serializationMethod, bool buffered) { SerializationMethod = serializationMethod; Buffered = buffered; }
                public bool? Buffered { get; }
                public BodySerializationMethod SerializationMethod { get; }
            }

            [AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
            public sealed class QueryAttribute : Attribute
            {
                private CollectionFormat? _collectionFormat;
                public QueryAttribute() { }
                public QueryAttribute(string delimiter) { Delimiter = delimiter; }
                public QueryAttribute(string delimiter, string prefix) { Delimiter = delimiter; Prefix = prefix; }
                public QueryAttribute(string delimiter, string prefix, string format) { Delimiter = delimiter; Prefix = prefix; Format = format; }
                public QueryAttribute(CollectionFormat collectionFormat) { CollectionFormat = collectionFormat; }
                public bool TreatAsString { get; set; }
                public bool SerializeNull { get; set; }
                public string Delimiter { get; } = ".";
                public string? Prefix { get; }
                public string? Format { get; set; }
                public CollectionFormat CollectionFormat { get => _collectionFormat.GetValueOrDefault(); set => _collectionFormat = value; }
                public bool IsCollectionFormatSpecified => _collectionFormat.HasValue;
            }

            public enum CollectionFormat { RefitParameterFormatter = 0, Csv = 1, Ssv = 2, Tsv = 3, Pipes = 4, Multi = 5, Indexed = 6 }

            public enum BodySerializationMethod { Default = 0, UrlEncoded = 2, Serialized = 3, JsonLines = 4 }

            /// <summary>Not Refit's: what was handed over, for tests to look at.</summary>
            public static class Registered
            {
                public static readonly System.Collections.Generic.Dictionary<Type, Delegate> BuilderFactories = [];
                public static readonly System.Collections.Generic.Dictionary<Type, Delegate> SettingsFactories = [];
            }

            public class RefitSettings { }

            public interface IRequestBuilder { }

            public static class RestService
            {
                public static T For<T>(HttpClient client) => throw new NotSupportedException();
                public static void RegisterGeneratedFactory<T>(Func<HttpClient, IRequestBuilder, T> factory) => Registered.BuilderFactories[typeof(T)] = factory;
                public static void RegisterGeneratedSettingsFactory<T>(Func<HttpClient, RefitSettings, T> factory) => Registered.SettingsFactories[typeof(T)] = factory;
            }

            public static class HttpClientFactoryExtensions
            {
                public static IHttpClientBuilder AddRefitGeneratedClient<T>(this IServiceCollection services) where T : class => throw new NotSupportedException();
            }
        }
        """;

    private static readonly byte[] s_image = Compile("16.0.0.0");

    public static byte[] Image => [.. s_image];

    public static MetadataReference Reference { get; } = MetadataReference.CreateFromImage(s_image);

    /// <summary>The same assembly by another version.</summary>
    public static MetadataReference ReferenceOf(string version) => MetadataReference.CreateFromImage(Compile(version));

    private static byte[] Compile(string version)
    {
        string mark = $"[assembly: System.Reflection.AssemblyVersion(\"{version}\")]";
        CSharpCompilation compilation = EmittedAssembly.Compile(
            [("Refit.cs", SourceText.From(Source)), ("Version.cs", SourceText.From(mark))], [], name: "Refit");
        using var image = new MemoryStream();
        Assert.Empty(compilation.Emit(image).Diagnostics.Where(static d => d.Severity != DiagnosticSeverity.Hidden));
        return image.ToArray();
    }
}

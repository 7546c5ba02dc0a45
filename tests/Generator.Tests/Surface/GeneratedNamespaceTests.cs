using System.Collections.Immutable;
using System.ComponentModel;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Leeway.Calls;
using Leeway.Generator.Tests.Driving;
using Leeway.Generator.Tests.Sources;

namespace Leeway.Generator.Tests.Surface;

/// <summary>Checks that completion hides the types and members of the runtime that only generated code uses.</summary>
public partial class GeneratedNamespaceTests
{
    private const string GeneratedNamespace = "Leeway.Generated";
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The types that people use as well: in their code, or as the type of a member or a parameter.</summary>
    private static readonly string[] s_userFacing =
    [
        "Leeway.Calls.AtlassianCaller", "Leeway.Calls.CallSettings", "Leeway.Calls.IAtlassianClient`1", "Leeway.Calls.OperationDescriptor",
        "Leeway.Calls.OperationMarks", "Leeway.Calls.PagingStyle", "Leeway.Calls.RepeatRule", "Leeway.Calls.ServerAddress",
        "Leeway.Fields.IssueFields", "Leeway.FileUpload",
        "Leeway.Json.IJsonValue", "Leeway.Json.IJsonValue`1", "Leeway.Json.JsonModel", "Leeway.Json.RawJson", "Leeway.Paging.PagedItems`1",
        "Leeway.Queries.Cql", "Leeway.Queries.Jql", "Leeway.RichText.AdfDocument", "Leeway.Tasks.LongTask`1",
        "Microsoft.Extensions.DependencyInjection.IAtlassianBuilder",
    ];

    /// <summary>The members of these types that people use as well.</summary>
    private static readonly string[] s_userFacingMembers =
    [
        "AdfDocument.FromText", "AdfDocument.ToJson", "AtlassianCaller..ctor", "AtlassianCaller.WithSettings", "Jql.op_Implicit", "JsonModel..ctor", "PagePlace.Position",
        "PagePlace.Token", "RawJson.From", "RepeatRule.Always", "RepeatRule.Never",
    ];

    /// <summary>A small document whose operations have a server, which those of sites do not have.</summary>
    private const string WithServer = "user-management";

    private static readonly Assembly s_runtime = typeof(AtlassianCaller).Assembly;

    [Fact]
    public void TypesThatOnlyGeneratedCodeUsesShouldBeHiddenInTheirNamespace()
    {
        ILookup<string, Type> types = s_runtime.GetExportedTypes().ToLookup(static type => type.FullName!.Split('`')[0]);
        IEnumerable<PackageDocument> documents = PackageDocument.ForSlowTests.Union(PackageDocument.All.Where(static d => d.Name == WithServer));
        Type[] used = [.. documents.SelectMany(static document => Generation.OfCommitted(document.Name).Sources.Values)
            .SelectMany(static source => QualifiedName().Matches(source))
            .Select(static match => match.Groups["name"].Value)
            .Distinct()
            .SelectMany(name => ListPrefixes(name).Select(prefix => types[prefix].Concat(types[prefix + "Attribute"])).FirstOrDefault(static found => found.Any()) ?? [])
            .Distinct()];
        Assert.True(used.Length > 40, $"Generated code uses only {used.Length} types of the runtime.");

        string?[] visible = [.. used.Where(static type => type.Namespace != GeneratedNamespace || !IsHidden(type)).Select(static type => type.FullName)];
        Assert.Equal(s_userFacing, visible.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void MembersThatOnlyGeneratedCodeUsesShouldBeHidden()
    {
        using PEReader image = EmitEveryConstruct();
        MetadataReader metadata = image.GetMetadataReader();
        MemberInfo[] used = [.. metadata.MemberReferences
            .SelectMany(handle => FindMembers(metadata, metadata.GetMemberReference(handle)))
            .Where(static member => member.DeclaringType!.Namespace != GeneratedNamespace && !member.DeclaringType.IsEnum)
            .Distinct()];
        Assert.True(used.Length > 10, $"Generated code uses only {used.Length} members of the runtime.");

        string[] visible = [.. used.Where(static member => !IsHidden(member)).Select(static member => $"{member.DeclaringType!.Name}.{member.Name}").Distinct()];
        Assert.Equal(s_userFacingMembers, visible.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TypesOfTheNamespaceShouldBeHidden()
    {
        Type[] types = [.. s_runtime.GetExportedTypes().Where(static type => type.Namespace == GeneratedNamespace)];
        Assert.NotEmpty(types);

        Type[] visible = [.. types.Where(static type => !IsHidden(type))];
        Assert.Empty(visible);
    }

    /// <summary>Compiles operations that together use every construct of the documents.</summary>
    private static PEReader EmitEveryConstruct()
    {
        DocumentInput[] documents = [.. SourceTests.Operations.GroupBy(static row => row.Data.Item1, static row => row.Data.Item2)
            .Select(static group => DocumentInput.Committed(group.Key) with { Operations = string.Join(',', group) })];
        using var image = new MemoryStream();
        Assert.True(Generation.Of(documents).Output.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        return new PEReader(ImmutableArray.Create(image.ToArray()));
    }

    /// <summary>Returns a name of a type or of one of its members, and the names that it starts with, the longest first.</summary>
    private static IEnumerable<string> ListPrefixes(string name)
    {
        for (int end = name.Length; end > 0; end = name.LastIndexOf('.', end - 1))
        {
            yield return name[..end];
        }
    }

    /// <summary>A qualified name in code. Comments, whose lines start with slashes, may name anything.</summary>
    [GeneratedRegex(@"(?<!^ *///.*)global::(?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex QualifiedName();

    /// <summary>Returns the type of the runtime that a reference names, or null if it names a type of another assembly.</summary>
    private static Type? FindType(MetadataReader metadata, TypeReferenceHandle handle)
    {
        TypeReference reference = metadata.GetTypeReference(handle);
        return reference.ResolutionScope.Kind == HandleKind.AssemblyReference
            && metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)reference.ResolutionScope).Name) == s_runtime.GetName().Name
            ? s_runtime.GetType(metadata.GetString(reference.Namespace) + "." + metadata.GetString(reference.Name), throwOnError: true)
            : null;
    }

    /// <summary>Returns the members of the runtime that a reference can mean: those with its name and its numbers of parameters.</summary>
    private static IEnumerable<MemberInfo> FindMembers(MetadataReader metadata, MemberReference reference)
    {
        if (FindParent(metadata, reference.Parent) is not { } type || reference.GetKind() != MemberReferenceKind.Method)
        {
            return [];
        }

        string name = metadata.GetString(reference.Name);
        BlobReader signature = metadata.GetBlobReader(reference.Signature);
        int arity = signature.ReadSignatureHeader().IsGeneric ? signature.ReadCompressedInteger() : 0;
        int parameters = signature.ReadCompressedInteger();
        MethodBase[] methods = [.. type.GetMembers(Declared).OfType<MethodBase>().Where(method =>
            method.Name == name
            && method.GetParameters().Length == parameters
            && (method.IsGenericMethodDefinition ? method.GetGenericArguments().Length : 0) == arity)];
        return methods.Select(method => (MemberInfo?)type.GetProperties(Declared).FirstOrDefault(property => property.GetAccessors(nonPublic: true).Contains(method)) ?? method);
    }

    private static Type? FindParent(MetadataReader metadata, EntityHandle parent)
    {
        if (parent.Kind == HandleKind.TypeSpecification)
        {
            // A constructed type: a byte for that, one for the kind of type, then the generic type.
            BlobReader blob = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
            if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
            {
                return null;
            }

            blob.ReadCompressedInteger();
            parent = blob.ReadTypeHandle();
        }

        return parent.Kind == HandleKind.TypeReference ? FindType(metadata, (TypeReferenceHandle)parent) : null;
    }

    private static bool IsHidden(MemberInfo member) => member.GetCustomAttribute<EditorBrowsableAttribute>()?.State == EditorBrowsableState.Never;
}

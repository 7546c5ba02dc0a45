using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Threading;
using Leeway.Generator.Scopes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Leeway.Generator.References;

/// <summary>Reads which clients a reference contains.</summary>
/// <remarks>
/// It reads the tables of the assembly. Its symbols belong to a compilation, and there is a new one on each keystroke; a reference remains the
/// same, so each is read once.
/// </remarks>
internal static class ClientPackageReader
{
    private const string GeneratedNamespace = "Leeway.Generated";

    /// <summary>Reads a reference. Returns null if it is not a package of clients.</summary>
    public static ClientPackage? Read(MetadataReference reference, CancellationToken cancellation)
    {
        // Generated code cannot name the types of an assembly that has only an alias of its own.
        if (reference is not PortableExecutableReference file
            || !(reference.Properties.Aliases.IsEmpty || reference.Properties.Aliases.Contains(MetadataReferenceProperties.GlobalAlias)))
        {
            return null;
        }

        try
        {
            return file.GetMetadata() is AssemblyMetadata assembly ? Read(assembly.GetModules()[0].GetMetadataReader(), cancellation) : null;
        }
        catch (Exception exception) when (exception is BadImageFormatException or IOException)
        {
            // The compiler reports a reference that cannot be read.
            return null;
        }
    }

    private static ClientPackage? Read(MetadataReader reader, CancellationToken cancellation)
    {
        if (!reader.AssemblyReferences.Any(r => reader.StringComparer.Equals(reader.GetAssemblyReference(r).Name, ReferenceFacts.Runtime)))
        {
            return null;
        }

        foreach (CustomAttribute attribute in reader.GetAssemblyDefinition().GetCustomAttributes().Select(reader.GetCustomAttribute))
        {
            if (IsGenerated(reader, attribute.Constructor, "ClientPackageAttribute"))
            {
                (string document, string client) = ReadStrings(reader, attribute);
                int dot = client.LastIndexOf('.');
                return dot > 0 && client.Split('.').All(SyntaxFacts.IsValidIdentifier)
                    ? Read(reader, document, client.Substring(0, dot), client.Substring(dot + 1), cancellation)
                    : null;
            }
        }

        return null;
    }

    private static ClientPackage Read(MetadataReader reader, string document, string ns, string client, CancellationToken cancellation)
    {
        List<PackagedInterface> interfaces = [.. ReadInterfaces(reader, ns, client).OrderBy(static i => i.Property, StringComparer.Ordinal)];
        cancellation.ThrowIfCancellationRequested();
        return new ClientPackage(
            reader.GetString(reader.GetAssemblyDefinition().Name),
            document,
            ns,
            client,
            interfaces.ToEquatableArray(),
            ReadMethods(reader, ns, interfaces).ToEquatableArray());
    }

    /// <summary>Reads the interfaces of a client from the properties of its own interface.</summary>
    private static IEnumerable<PackagedInterface> ReadInterfaces(MetadataReader reader, string ns, string client)
    {
        IEnumerable<PropertyDefinition> properties = reader.TypeDefinitions
            .Select(reader.GetTypeDefinition)
            .Where(type => reader.StringComparer.Equals(type.Name, "I" + client) && reader.StringComparer.Equals(type.Namespace, ns))
            .SelectMany(static type => type.GetProperties())
            .Select(reader.GetPropertyDefinition);
        foreach (PropertyDefinition property in properties)
        {
            // The header, the number of parameters, and the kind of the type precede the type.
            BlobReader signature = reader.GetBlobReader(property.Signature);
            signature.ReadSignatureHeader();
            signature.ReadCompressedInteger();
            if (signature.ReadSignatureTypeCode() == SignatureTypeCode.TypeHandle && signature.ReadTypeHandle() is { Kind: HandleKind.TypeDefinition } type)
            {
                var read = new PackagedInterface(reader.GetString(reader.GetTypeDefinition((TypeDefinitionHandle)type).Name), reader.GetString(property.Name));
                if (SyntaxFacts.IsValidIdentifier(read.Name) && SyntaxFacts.IsValidIdentifier(read.Property))
                {
                    yield return read;
                }
            }
        }
    }

    /// <summary>Reads the methods of the interfaces, and those that read all pages.</summary>
    private static IEnumerable<ScopedMethod> ReadMethods(MetadataReader reader, string ns, List<PackagedInterface> interfaces)
    {
        Dictionary<string, string> properties = new(StringComparer.Ordinal);
        foreach (PackagedInterface read in interfaces)
        {
            properties[read.Name] = read.Property;
            properties[read.Name.Substring(1) + "Pages"] = read.Property;
            properties[read.Name.Substring(1) + "LongTasks"] = read.Property;
            properties[read.Name.Substring(1) + "Shortcuts"] = read.Property;
        }

        foreach (TypeDefinition type in reader.TypeDefinitions.Select(reader.GetTypeDefinition).Where(type => reader.StringComparer.Equals(type.Namespace, ns)))
        {
            if (!properties.TryGetValue(reader.GetString(type.Name), out string? property))
            {
                continue;
            }

            foreach (MethodDefinition method in type.GetMethods().Select(reader.GetMethodDefinition))
            {
                foreach (CustomAttribute attribute in method.GetCustomAttributes().Select(reader.GetCustomAttribute))
                {
                    if (IsGenerated(reader, attribute.Constructor, "OperationScopesAttribute"))
                    {
                        (string classic, string granular) = ReadStrings(reader, attribute);
                        yield return new ScopedMethod(
                            reader.GetString(method.Name), property, new OperationScopes(OperationScopes.Split(classic), OperationScopes.Split(granular)));
                    }
                }
            }
        }
    }

    /// <summary>Whether a constructor belongs to an attribute of the runtime.</summary>
    private static bool IsGenerated(MetadataReader reader, EntityHandle constructor, string attribute)
    {
        if (constructor.Kind != HandleKind.MemberReference
            || reader.GetMemberReference((MemberReferenceHandle)constructor).Parent is not { Kind: HandleKind.TypeReference } parent)
        {
            return false;
        }

        TypeReference type = reader.GetTypeReference((TypeReferenceHandle)parent);
        return reader.StringComparer.Equals(type.Name, attribute) && reader.StringComparer.Equals(type.Namespace, GeneratedNamespace);
    }

    /// <summary>Reads the arguments of an attribute that has two strings.</summary>
    private static (string First, string Second) ReadStrings(MetadataReader reader, CustomAttribute attribute)
    {
        // A prolog of two bytes precedes the arguments.
        BlobReader value = reader.GetBlobReader(attribute.Value);
        value.ReadUInt16();
        return (value.ReadSerializedString() ?? "", value.ReadSerializedString() ?? "");
    }
}

using System.Reflection;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Tests.Emission;

/// <summary>Finds the methods of operations with queries, which have two overloads.</summary>
internal static class Overloads
{
    /// <summary>Returns an operation, and the overload with typed queries if it has one.</summary>
    public static OperationShape[] Of(OperationShape operation) => operation.WithTypedQueries() is { } overload ? [operation, overload] : [operation];

    /// <summary>Returns the method of an overload.</summary>
    /// <param name="type">The interface or the class with the method.</param>
    /// <param name="name">The name of the method.</param>
    /// <param name="overload">The operation with the parameters of the overload.</param>
    public static MethodInfo Find(Type type, string name, OperationShape overload)
    {
        bool isTyped = overload.Parameters.Any(static p => p.Type.Kind is TypeKind.Jql or TypeKind.Cql);
        return type.GetMethods().Single(m => m.Name == name && m.GetParameters().Any(static p => p.ParameterType.Namespace == "Leeway.Queries") == isTyped);
    }
}

using System;
using System.Collections.Generic;

namespace Leeway.Generator.Shaping;

/// <summary>Names that generated code must not use.</summary>
internal static class ReservedNames
{
    /// <summary>
    /// The types of the namespaces that every new project imports. A schema with such a name gets the product's name as a prefix. Otherwise a
    /// file that imports the product's namespace could not use the type, such as <c>Task</c>.
    /// </summary>
    private static readonly HashSet<string> s_importedTypes = new(
        """
        Action Activator Aggregate AggregateException AppContext AppDomain ApplicationException ArgumentException Array
        ArraySegment AsyncCallback Attribute Barrier BinaryReader BinaryWriter BitConverter Boolean Buffer BufferedStream Byte
        CancellationToken CancellationTokenSource Char CharEnumerator Comparer Comparison Console ConsoleColor ConsoleKey
        Convert Converter CountdownEvent DateOnly DateTime DateTimeKind DateTimeOffset DayOfWeek DBNull Decimal Delegate
        Dictionary Directory DirectoryInfo Double DriveInfo Enum Enumerable Environment EqualityComparer EventArgs EventHandler
        Exception ExecutionContext File FileAccess FileInfo FileMode FileShare FileStream FormatException Func GC Grouping Guid
        Half HashCode HashSet HttpClient HttpContent HttpMethod HttpRequestMessage HttpResponseMessage HttpRequestException
        IComparable IDisposable IEnumerable IEquatable IFormattable Index Int128 Int16 Int32 Int64 Interlocked IntPtr
        InvalidOperationException Lazy LinkedList List Lock Lookup ManualResetEvent Math MathF MemoryStream Memory MidpointRounding
        Monitor Mutex Nullable Object OperatingSystem OrderedDictionary Overlapped Parallel ParallelOptions Path Predicate PriorityQueue
        Progress Queryable Queue Random Range ReadOnlyMemory ReadOnlySpan SByte Semaphore SemaphoreSlim Single SortedDictionary
        SortedList SortedSet Span SpinLock SpinWait Stack Stream StreamReader StreamWriter String StringComparer StringComparison
        StringReader StringWriter SynchronizationContext Task TaskCompletionSource TaskFactory TaskScheduler TaskStatus TextReader
        TextWriter Thread ThreadLocal ThreadPool ThreadState TimeOnly TimeProvider TimeSpan TimeZone TimeZoneInfo Timeout Timer
        Tuple Type UInt16 UInt32 UInt64 UnhandledExceptionEventArgs Uri UriBuilder UriKind ValueTask ValueTuple ValueType
        Version Void Volatile WaitHandle WeakReference
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal);

    /// <summary>The members that every generated class inherits.</summary>
    private static readonly HashSet<string> s_members = new(
        [
            "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString", "UnknownMembers",
            "JsonMemberNames", "ReadJsonMember", "WriteJsonMembers", "OnJsonMemberAssigned",
        ],
        StringComparer.Ordinal);

    private static readonly HashSet<string> s_enumMembers = new(
        [
            "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString", "Value", "Values",
            "IsKnown", "IsDefault", "TryFormat", "CompareTo", "Read", "Write", "Parse", "TryParse", "Create", "Clone", "PrintMembers",
        ],
        StringComparer.Ordinal);

    /// <summary>The members that a generated class declares. A member cannot have the name of its type.</summary>
    private static readonly HashSet<string> s_classMembers = new(["JsonMemberNames", "ReadJsonMember", "WriteJsonMembers"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The members that a generated record struct declares or the compiler adds to it.</summary>
    private static readonly HashSet<string> s_structMembers = new(
        ["Deconstruct", "Equals", "GetHashCode", "Json", "PrintMembers", "ToString", "Value"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> s_parameters = new(["body", "cancellationToken", "caller", "request"], StringComparer.Ordinal);

    public static bool IsImportedType(string name) => s_importedTypes.Contains(name);

    public static bool IsMember(string name) => s_members.Contains(name);

    /// <summary>Whether a property of a product's client cannot have the name, because the client or its interface has such a member.</summary>
    public static bool IsClientMember(string product, string name) =>
        name == "WithSettings" || name == product + "Client" || name == "I" + product + "Client" || IsMember(name);

    /// <summary>Whether a type of a kind cannot have the name, because one of its members has it.</summary>
    public static bool IsMemberOf(TypeKind kind, string name) =>
        (kind is TypeKind.OpenEnum or TypeKind.Alternatives ? s_structMembers : s_classMembers).Contains(name);

    public static bool IsEnumMember(string name) => s_enumMembers.Contains(name);

    /// <summary>Whether a parameter cannot have the name, because the method uses it.</summary>
    public static bool IsParameter(string name) => s_parameters.Contains(name);
}

using System.Collections;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>
/// The texts that a debugger shows for an object when every node is expanded: all fields, including private ones, except those that
/// are marked as not browsable.
/// </summary>
internal sealed class DebuggerView
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<(string Path, object Value)> _next = new();
    private readonly List<(string Path, string Text)> _texts = [];

    private DebuggerView()
    {
    }

    /// <param name="root">The object to start from.</param>
    /// <param name="isForeign">Returns whether an object belongs to other code and is not expanded.</param>
    public static IReadOnlyList<(string Path, string Text)> Of(object root, Func<Type, bool> isForeign)
    {
        DebuggerView view = new();
        view._next.Enqueue(("", root));
        while (view._next.TryDequeue(out (string Path, object Value) node))
        {
            Type type = node.Value.GetType();
            if (node.Value is not (Type or MemberInfo or Assembly or Thread) && !isForeign(type) && (type.IsValueType || view._seen.Add(node.Value)))
            {
                view.Open(node.Path, node.Value, type);
            }
        }

        return view._texts;
    }

    private void Open(string path, object value, Type type)
    {
        if (value is char[] or byte[])
        {
            _texts.Add((path, value is char[] chars ? new string(chars) : System.Text.Encoding.UTF8.GetString((byte[])value)));
            return;
        }

        if (value is Array array)
        {
            if (type.GetElementType() is { IsPrimitive: false })
            {
                int index = 0;
                foreach (object? item in array)
                {
                    Add($"{path}[{index++}]", item);
                }
            }

            return;
        }

        for (Type? declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            foreach (FieldInfo field in declaring.GetFields(Declared))
            {
                // Pointers and by-refs cannot be boxed. The tested types have none.
                if (!field.FieldType.IsPointer && !field.FieldType.IsByRefLike && !IsHidden(field, declaring))
                {
                    Add($"{path}.{field.Name}", field.GetValue(value));
                }
            }
        }

        if (type.Assembly.GetName().Name!.StartsWith("Leeway", StringComparison.Ordinal) && value is not IEnumerable)
        {
            _texts.Add((path, value.ToString() ?? ""));
        }
    }

    private void Add(string path, object? value)
    {
        if (value is string text)
        {
            _texts.Add((path, text));
        }
        else if (value is not null && !value.GetType().IsPrimitive && !value.GetType().IsEnum)
        {
            _next.Enqueue((path, value));
        }
    }

    // An attribute of a property also applies to its backing field.
    private static bool IsHidden(FieldInfo field, Type declaring)
    {
        MemberInfo? shown = field;
        if (field.IsDefined(typeof(CompilerGeneratedAttribute)) && field.Name.StartsWith('<'))
        {
            shown = declaring.GetProperty(field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)], Declared) ?? (MemberInfo)field;
        }

        return shown.GetCustomAttribute<DebuggerBrowsableAttribute>()?.State == DebuggerBrowsableState.Never;
    }
}

using System.Collections.Generic;
using System.Linq;
using Leeway.Generator.Reading;

namespace Leeway.Generator.Shaping;

/// <summary>Finds the operations that read the state of long-running tasks, and those that start one.</summary>
/// <param name="types">The types, which must already be named.</param>
/// <param name="document">The document, with the operations that are not selected.</param>
internal sealed class LongTaskFinder(TypeAssembly types, ApiDocument document)
{
    /// <summary>The selected operations whose extensions cannot be used, each with the reason.</summary>
    public List<(OperationShape Operation, string Fault)> Faults { get; } = [];

    /// <summary>Adds the tasks to the interfaces of the operations that read their state.</summary>
    /// <param name="interfaces">The interfaces with the selected operations.</param>
    public List<InterfaceShape> Find(List<InterfaceShape> interfaces)
    {
        List<InterfaceShape> found = [.. interfaces.Select(i => i with { LongTask = FindTask(i) })];
        foreach (InterfaceShape shape in interfaces)
        {
            foreach (OperationShape operation in shape.Operations)
            {
                if (operation.LongTaskStart is { } start && FindReader(found, operation, start) is { } reader)
                {
                    InterfaceShape target = found[reader];
                    found[reader] = target with { LongTask = AddStart(target.LongTask!, shape, operation, start) };
                }
            }
        }

        return found;
    }

    private LongTaskShape? FindTask(InterfaceShape shape)
    {
        LongTaskShape? task = null;
        foreach (OperationShape operation in shape.Operations.Where(static o => o.LongTaskFacts is not null))
        {
            if (task is not null)
            {
                Faults.Add((operation, "the operation '" + task.Reader.Id + "' of its tag also reads tasks"));
                continue;
            }

            task = CreateTask(shape, operation, operation.LongTaskFacts!, out string? fault);
            if (task is null)
            {
                Faults.Add((operation, fault!));
            }
        }

        return task;
    }

    private LongTaskShape? CreateTask(InterfaceShape shape, OperationShape operation, LongTaskFacts facts, out string? fault)
    {
        fault = operation.Response.Kind != TypeKind.Model || operation.IsResponseOptional ? "its response is not an object" : null;
        ParameterShape? id = FindId(operation, facts.Id, ref fault);
        OperationShape? cancel = facts.Cancel is null ? null : FindCancel(shape, facts.Cancel, ref fault);
        var task = new LongTaskShape(
            operation,
            id!,
            types.FindMember(operation.Response, facts.Status, static t => t.Kind is TypeKind.String or TypeKind.OpenEnum, ref fault),
            types.FindMember(operation.Response, facts.Finished, IsBoolean, ref fault),
            types.FindMember(operation.Response, facts.Successful, IsBoolean, ref fault),
            types.FindMember(operation.Response, facts.Percent, static t => t.Kind is TypeKind.Int32 or TypeKind.Int64 or TypeKind.Double, ref fault),
            FindText(operation.Response, facts.Message, ref fault),
            FindText(operation.Response, facts.Error, ref fault),
            types.FindMember(operation.Response, facts.Result, static _ => true, ref fault),
            cancel,
            []);
        return fault is null ? task : null;
    }

    private static bool IsBoolean(TypeReference type) => type.Kind == TypeKind.Boolean;

    /// <summary>Finds the parameter with the id of a task. A call must need no other argument.</summary>
    private static ParameterShape? FindId(OperationShape operation, string? name, ref string? fault)
    {
        List<ParameterShape> required = [.. operation.Parameters.Where(static p => p.IsRequired)];
        if (required.Count == 1 && required[0] is { Type.Kind: TypeKind.String or TypeKind.NumericId or TypeKind.Int32 or TypeKind.Int64 } id && (name is null || id.WireName == name))
        {
            return id;
        }

        fault ??= name is null
            ? "the only required parameter of '" + operation.Id + "' is not an id"
            : "'" + name + "' is not the only required parameter, or is neither a text nor a number";
        return null;
    }

    private OperationShape? FindCancel(InterfaceShape shape, string id, ref string? fault)
    {
        OperationFacts? known = document.Operations.FirstOrDefault(o => o.OperationId == id);
        if (known is null || (known.Tag.Length > 0 && known.Tag != shape.Tag))
        {
            fault ??= "its tag has no operation '" + id + "'";
            return null;
        }

        OperationShape? cancel = shape.Operations.FirstOrDefault(o => o.Id == id);
        return cancel is not null && FindId(cancel, null, ref fault) is not null ? cancel : null;
    }

    /// <summary>Finds a member that is a text, or the text in each object of a list.</summary>
    private MemberPath FindText(TypeReference type, string? path, ref string? fault)
    {
        int dot = path?.IndexOf('.') ?? -1;
        if (dot > 0 && types.ListMembers(type).FirstOrDefault(m => m.WireName == path!.Substring(0, dot)) is { Type: { Kind: TypeKind.List, Element: { } element } } list)
        {
            MemberPath text = types.FindMember(element, path!.Substring(dot + 1), static t => t.Kind == TypeKind.String, ref fault);
            return new MemberPath(new[] { list }.Concat(text.Properties).ToEquatableArray());
        }

        return types.FindMember(type, path, static t => t.Kind == TypeKind.String, ref fault);
    }

    /// <summary>Finds the interface of the operation that reads a task; null if it is not selected.</summary>
    private int? FindReader(List<InterfaceShape> interfaces, OperationShape operation, LongTaskStartFacts start)
    {
        if (!document.Operations.Any(o => o.OperationId == start.Task && o.LongTask is not null))
        {
            Faults.Add((operation, "no operation '" + start.Task + "' reads tasks"));
            return null;
        }

        int index = interfaces.FindIndex(i => i.LongTask?.Reader.Id == start.Task);
        return index < 0 ? null : index;
    }

    private LongTaskShape AddStart(LongTaskShape task, InterfaceShape shape, OperationShape operation, LongTaskStartFacts start)
    {
        string? fault = null;
        string method = shape.InterfaceName + "." + operation.MethodName;
        MemberPath id = types.FindMember(operation.Response, start.Id, IsId, ref fault);
        if (start.Id is null && !IsId(operation.Response))
        {
            fault = "its response is not an id";
        }

        int known = task.Starts.ToList().FindIndex(s => s.Answer == operation.Response);
        if (known >= 0 && task.Starts[known].Id != id)
        {
            fault ??= "another operation has the same response, with the id in another member";
        }

        if (fault is not null)
        {
            Faults.Add((operation, fault));
            return task;
        }

        if (known < 0)
        {
            return task with { Starts = task.Starts.Append(new LongTaskStartShape(operation.Response, id, FindResult(task, operation), [method])).ToEquatableArray() };
        }

        LongTaskStartShape added = task.Starts[known] with { Methods = task.Starts[known].Methods.Append(method).ToEquatableArray() };
        return task with { Starts = task.Starts.Select((s, i) => i == known ? added : s).ToEquatableArray() };
    }

    private static bool IsId(TypeReference type) => type.Kind is TypeKind.String or TypeKind.NumericId or TypeKind.Int32 or TypeKind.Int64 or TypeKind.Guid;

    /// <summary>Finds the type of the result in the response that starts a task, if the operation that reads it returns any JSON.</summary>
    private TypeReference? FindResult(LongTaskShape task, OperationShape operation)
    {
        PropertyShape? result = task.Result.Last is { Type.Kind: TypeKind.Json } any ? types.ListMembers(operation.Response).FirstOrDefault(m => m.WireName == any.WireName) : null;
        return result?.Type.Kind is TypeKind.Model or TypeKind.Union or TypeKind.Alternatives or TypeKind.OpenEnum or TypeKind.Page or TypeKind.RichText ? result.Type : null;
    }
}

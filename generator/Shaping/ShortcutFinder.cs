using System;
using System.Collections.Generic;
using System.Linq;
using Leeway.Generator.Reading;

namespace Leeway.Generator.Shaping;

/// <summary>Finds the members that shortcuts need: methods for what people look for, which call one or more operations.</summary>
/// <param name="types">The types, which must already be named.</param>
internal sealed class ShortcutFinder(TypeAssembly types)
{
    /// <summary>The selected operations whose extension cannot be used, each with the reason.</summary>
    public List<(OperationShape Operation, string Fault)> Faults { get; } = [];

    /// <summary>Adds the shortcuts to an interface with the selected operations. A shortcut whose operations are not all selected is left out.</summary>
    public InterfaceShape Find(InterfaceShape shape)
    {
        var shortcuts = new List<ShortcutShape>();

        // The shortcut that writes a page comes after the one that finds it, which it calls.
        foreach (OperationShape operation in shape.Operations.Where(static o => o.Shortcut is not null).OrderBy(static o => o.Shortcut!.Kind))
        {
            ShortcutFacts facts = operation.Shortcut!;
            OperationShape? find = shape.Operations.FirstOrDefault(o => o.Id == facts.Find);
            OperationShape? update = shape.Operations.FirstOrDefault(o => o.Id == facts.Update);
            if ((facts.Find.Length > 0 && find is null) || (facts.Update.Length > 0 && update is null))
            {
                continue;
            }

            string? fault = FindConflict(facts, shortcuts);
            ShortcutShape shortcut = Create(operation, facts.Kind, find, update, ref fault);
            if (fault is null)
            {
                shortcuts.Add(shortcut);
            }
            else
            {
                Faults.Add((operation, fault));
            }
        }

        return shape with { Shortcuts = shortcuts.ToEquatableArray() };
    }

    /// <summary>Returns why a shortcut cannot be added to those of its tag, or null.</summary>
    private static string? FindConflict(ShortcutFacts facts, List<ShortcutShape> others)
    {
        if (others.Exists(s => s.Kind == facts.Kind))
        {
            return "another operation of its tag has the same shortcut";
        }

        bool isFound = facts.Kind != ShortcutKind.CreateOrUpdatePage || others.Exists(s => s.Kind == ShortcutKind.PageByTitle && s.Operation.Id == facts.Find);
        return isFound ? null : "'" + facts.Find + "' has no shortcut that finds a page";
    }

    private ShortcutShape Create(OperationShape operation, ShortcutKind kind, OperationShape? find, OperationShape? update, ref string? fault) => kind switch
    {
        ShortcutKind.TransitionByName => CreateTransition(operation, find!, ref fault),
        ShortcutKind.UserByEmail => CreateUserSearch(operation, ref fault),
        ShortcutKind.CommentFromText => CreateComment(operation, ref fault),
        ShortcutKind.PageByTitle => CreatePageSearch(operation, ref fault),
        _ => CreatePageWrite(operation, find!, update!, ref fault),
    };

    private ShortcutShape CreateTransition(OperationShape operation, OperationShape find, ref string? fault)
    {
        TypeReference body = FindBody(operation, [], ref fault);
        MemberPath id = FindMember(body, "transition.id", IsText, ref fault);
        RequireOnly(id.First?.Type, ["id"], ref fault);
        TypeReference item = FindItem(find.Response, "transitions", ref fault);
        RequireOnlyId(operation, ref fault);
        RequireOnlyId(find, ref fault);
        return new ShortcutShape(ShortcutKind.TransitionByName, operation, find, null, [], [
            id,
            FindMember(find.Response, "transitions", static _ => true, ref fault),
            FindMember(item, "id", IsString, ref fault),
            FindMember(item, "name", IsString, ref fault),
            FindMember(item, "to.name", IsString, ref fault),
        ]);
    }

    private ShortcutShape CreateUserSearch(OperationShape operation, ref string? fault)
    {
        TypeReference item = operation.Response is { Kind: TypeKind.List, Element: { Kind: TypeKind.Model } element } ? element : TypeReference.Nothing;
        fault ??= item.Kind == TypeKind.Model && !operation.IsResponseOptional ? null : "its response is not a list of objects";
        fault ??= operation.Parameters.Any(static p => p.IsRequired) ? "it needs an argument" : null;
        return new ShortcutShape(ShortcutKind.UserByEmail, operation, null, null, FindParameters(operation, [("query", IsString)], ref fault), [FindMember(item, "emailAddress", IsString, ref fault)]);
    }

    private ShortcutShape CreatePageSearch(OperationShape operation, ref string? fault)
    {
        TypeReference item = operation.Enumeration?.Page.Item ?? TypeReference.Nothing;
        fault ??= item.Kind == TypeKind.Model ? null : "its pages are not read";
        fault ??= operation.Parameters.Any(static p => p.IsRequired) ? "it needs an argument" : null;
        EquatableArray<ParameterShape> parameters = FindParameters(
            operation, [("space-id", IsIdOrIds), ("title", IsString), ("status", static t => IsText(t.Element ?? t)), ("body-format", IsText)], ref fault);
        return new ShortcutShape(ShortcutKind.PageByTitle, operation, null, null, parameters, [FindMember(item, "title", IsString, ref fault)]);
    }

    private ShortcutShape CreateComment(OperationShape operation, ref string? fault)
    {
        RequireOnlyId(operation, ref fault);
        return new ShortcutShape(ShortcutKind.CommentFromText, operation, null, null, [], [FindMember(FindBody(operation, ["body"], ref fault), "body", static t => t.Kind == TypeKind.RichText, ref fault)]);
    }

    private ShortcutShape CreatePageWrite(OperationShape operation, OperationShape find, OperationShape update, ref string? fault)
    {
        TypeReference created = FindBody(operation, ["spaceId", "title", "status", "parentId", "body"], ref fault);
        TypeReference updated = FindBody(update, ["id", "title", "status", "body", "version"], ref fault);
        MemberPath version = FindMember(updated, "version.number", IsNumber, ref fault);
        RequireOnly(version.First?.Type, ["number", "message"], ref fault);
        TypeReference item = find.Enumeration?.Page.Item ?? TypeReference.Nothing;
        RequireOnlyId(update, ref fault);
        fault ??= operation.Response == update.Response && operation.Response.Kind == TypeKind.Model ? null : "'" + update.Id + "' returns another type";
        fault ??= operation.Parameters.Any(static p => p.IsRequired && p.Place != ParameterPlace.Body) ? "it needs an argument" : null;
        return new ShortcutShape(ShortcutKind.CreateOrUpdatePage, operation, find, update, [], [
            FindMember(created, "spaceId", IsText, ref fault),
            FindMember(created, "title", IsText, ref fault),
            FindMember(created, "status", IsText, ref fault),
            FindMember(created, "parentId", IsText, ref fault),
            FindMember(created, "body", types.TakesRichText, ref fault),
            FindMember(updated, "id", IsText, ref fault),
            FindMember(updated, "title", IsText, ref fault),
            FindMember(updated, "status", IsText, ref fault),
            FindMember(updated, "body", types.TakesRichText, ref fault),
            version,
            FindMember(updated, "version.message", IsText, ref fault),
            FindMember(item, "id", IsString, ref fault),
            FindMember(item, "version.number", IsNumber, ref fault),
        ]);
    }

    /// <summary>Finds the type of the body.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="set">The members that the shortcut sets.</param>
    /// <param name="fault">The reason why the body cannot be created.</param>
    private TypeReference FindBody(OperationShape operation, string[] set, ref string? fault)
    {
        if (operation.Parameters.FirstOrDefault(static p => p.Place == ParameterPlace.Body) is not { Type: { Kind: TypeKind.Model } type })
        {
            fault ??= "the body of '" + operation.Id + "' is not an object";
            return TypeReference.Nothing;
        }

        RequireOnly(type, set, ref fault);
        return type;
    }

    /// <summary>Checks that an object has no required members besides those that the shortcut sets.</summary>
    private void RequireOnly(TypeReference? type, string[] set, ref string? fault)
    {
        PropertyShape? other = type is null ? null : types.ListMembers(type).FirstOrDefault(m => m.IsRequired && !set.Contains(m.WireName));
        fault ??= other is null ? null : "the body also needs '" + other.WireName + "'";
    }

    private TypeReference FindItem(TypeReference type, string list, ref string? fault)
    {
        if (types.ListMembers(type).FirstOrDefault(m => m.WireName == list)?.Type is { Kind: TypeKind.List, Element: { Kind: TypeKind.Model } item })
        {
            return item;
        }

        fault ??= "the response has no list '" + list + "'";
        return TypeReference.Nothing;
    }

    /// <summary>Checks that an operation needs only an id in its path, and a body.</summary>
    private static void RequireOnlyId(OperationShape operation, ref string? fault)
    {
        List<ParameterShape> required = [.. operation.Parameters.Where(static p => p.IsRequired && p.Place != ParameterPlace.Body)];
        bool isOne = required.Count == 1 && required[0] is { Place: ParameterPlace.Path, Type.Kind: TypeKind.String or TypeKind.NumericId };
        fault ??= isOne ? null : "'" + operation.Id + "' needs other arguments than an id and a body";
    }

    private static EquatableArray<ParameterShape> FindParameters(OperationShape operation, (string Name, Func<TypeReference, bool> IsWanted)[] wanted, ref string? fault)
    {
        var parameters = new List<ParameterShape>();
        foreach ((string name, Func<TypeReference, bool> isWanted) in wanted)
        {
            ParameterShape? parameter = operation.Parameters.FirstOrDefault(p => p.WireName == name && p.Place == ParameterPlace.Query && isWanted(p.Type));
            if (parameter is null)
            {
                fault ??= "it has no parameter '" + name + "' of a type that fits";
                break;
            }

            parameters.Add(parameter);
        }

        return parameters.ToEquatableArray();
    }

    private MemberPath FindMember(TypeReference type, string path, Func<TypeReference, bool> isWanted, ref string? fault) =>
        types.FindMember(type, path, isWanted, ref fault);

    private static bool IsString(TypeReference type) => type.Kind == TypeKind.String;

    private static bool IsIdOrIds(TypeReference type) => (type.Element ?? type).Kind is TypeKind.String or TypeKind.NumericId;

    /// <summary>Whether a text converts to the type.</summary>
    private static bool IsText(TypeReference type) => type.Kind is TypeKind.String or TypeKind.OpenEnum;

    private static bool IsNumber(TypeReference type) => type.Kind is TypeKind.Int32 or TypeKind.Int64;
}

"""The rows of the ops database, as lines for COPY: what the company does in its GitLab."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from denomas_sandbox.company.chance import kind_seed, mixed
from denomas_sandbox.company.world import HISTORY_DAYS, Person, Project, World

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

STAGES = ("build", "test", "deploy")
BUILDS = (("compile", 0), ("rspec 1/2", 1), ("rspec 2/2", 1), ("lint ✓", 1), ("deploy:prod", 2))
_PIPELINE_STATUS = ("success", "failed", "canceled", "skipped", "manual")
_STAGE_STATUS = {"success": 3, "failed": 4, "canceled": 5, "skipped": 6, "manual": 7}
_SOURCES = (1, 1, 1, 10, 10, 4, 5, 2)
_ODD_EVERY = 997
N = "\\N"

COLUMNS = {
    "users": "id, email, encrypted_password, sign_in_count, current_sign_in_ip, last_sign_in_ip, created_at, updated_at, "
    "name, admin, projects_limit, username, state, color_scheme_id, confirmed_at, notification_email, public_email, "
    "incoming_email_token, last_activity_on, preferred_language, feed_token, first_name, last_name, user_type, role",
    "projects": "id, name, path, description, created_at, updated_at, creator_id, namespace_id, last_activity_at, "
    "visibility_level, archived, star_count, runners_token, build_timeout, public_builds, repository_storage, "
    "lfs_enabled, organization_id, project_namespace_id",
    "labels": "id, title, color, project_id, created_at, updated_at, template, description, type, group_id",
    "members": "id, access_level, source_id, source_type, user_id, notification_level, type, created_at, updated_at, "
    "invite_email, invite_token, expires_at, member_namespace_id",
    "merge_requests": "id, target_branch, source_branch, source_project_id, author_id, assignee_id, title, created_at, "
    "updated_at, merge_status, target_project_id, iid, description, merge_params, state_id, lock_version, "
    "squash_commit_sha, merge_ref_sha, prepared_at, draft, head_pipeline_id",
    "merge_request_metrics": "id, merge_request_id, latest_build_started_at, latest_build_finished_at, merged_at, "
    "created_at, updated_at, first_commit_at, added_lines, removed_lines, target_project_id, commits_count",
    "label_links": "id, label_id, target_id, target_type, created_at, updated_at",
    "p_ci_pipelines": "id, partition_id, ref, sha, created_at, updated_at, tag, project_id, status, started_at, "
    "finished_at, duration, user_id, source, failure_reason, iid, merge_request_id, source_sha, committed_at, lock_version",
    "p_ci_stages": "id, partition_id, pipeline_id, project_id, created_at, updated_at, name, status, lock_version, position",
    "p_ci_builds": "id, partition_id, status, finished_at, created_at, updated_at, started_at, coverage, commit_id, name, "
    'options, allow_failure, stage_idx, tag, ref, user_id, type, project_id, artifacts_expire_at, "when", '
    "queued_at, lock_version, retried, failure_reason, scheduled_at, token_encrypted, stage_id, runner_id",
}


@dataclass(frozen=True)
class Span:
    """Ids of pipelines or merge requests that are made in a stretch of time, spread evenly over it."""

    first: int
    count: int
    begin: datetime
    length: timedelta

    def moments(self) -> Iterator[tuple[int, datetime]]:
        """Give each id with its moment."""
        step = self.length / max(1, self.count)
        for offset in range(self.count):
            yield self.first + offset, self.begin + step * offset


def history(world: World, count: int) -> Span:
    """The year before day 0."""
    return Span(1, count, world.moment(-HISTORY_DAYS), timedelta(days=HISTORY_DAYS))


def day(world: World, at_day_zero: int, number: int) -> Span:
    """Day `number`, counted from 1."""
    count = world.per_day(at_day_zero)
    return Span(at_day_zero + 1 + (number - 1) * count, count, world.moment(number - 1), timedelta(days=1))


def text(value: str) -> str:
    """Escape a text for COPY."""
    return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


def stamp(moment: datetime) -> str:
    """Write a UTC time as PostgreSQL reads it, with or without a zone."""
    return moment.isoformat(" ", "microseconds")


@dataclass(frozen=True)
class GitLab:
    """Makes rows of the ten tables.

    Attributes:
        world: the company.
        instance: empty for the ops instance; another name gives the same people and projects other work.
        project_ids: the projects of the instance, when they are not 1 to `world.projects`.
    """

    world: World
    instance: str = ""
    project_ids: tuple[int, ...] = ()

    @cached_property
    def _seeds(self) -> dict[str, int]:
        return {
            kind: kind_seed(self.world.seed, kind if kind == "user" else self.instance + kind)
            for kind in ("user", "label", "member", "mr", "pipeline", "link")
        }

    @cached_property
    def _projects(self) -> list[Project]:
        return [self.world.project(index) for index in self.project_ids or range(1, self.world.projects + 1)]

    def user_lines(self, ids: range, made: datetime) -> Iterator[str]:
        """Rows of users; secrets look like secrets, so that a leak can be found."""
        for index in ids:
            who: Person = self.world.person(index)
            chance = mixed(self._seeds["user"], index)
            at = stamp(made + timedelta(minutes=chance % 500_000 if made < self.world.moment(-300) else chance % 600))
            state = ("active", "active", "active", "blocked", "deactivated")[chance % 5]
            language = ("en", "de", "ja", "zh_CN", N)[(chance >> 8) % 5]
            yield (
                f"{index}\t{who.email}\tSECRET-password-{index}\t{chance % 900}\t10.0.0.{chance % 250}\t10.0.1.{chance % 250}\t"
                f"{at}\t{at}\t{text(who.first_name)} {text(who.last_name)}\t{'t' if index == 1 else 'f'}\t100000\t"
                f"{who.username}\t{state}\t1\t{at if chance % 9 else N}\t{who.email}\t{N}\tSECRET-incoming-{index}\t"
                f"{at[:10] if chance % 4 else N}\t{language}\tSECRET-feed-{index}\t{text(who.first_name)}\t"
                f"{text(who.last_name)}\t{6 if index % 50 == 0 else 0}\t{chance % 9 if chance % 3 else N}\n"
            )

    def project_lines(self, ids: Iterable[int], made: datetime) -> Iterator[str]:
        """Rows of projects."""
        for index in ids:
            project = self.world.project(index)
            at = stamp(made + timedelta(minutes=index % 1_000))
            description = text(f"The {project.name}\n\tmulti-line — “quoted” \\ 🌍") if index % 3 else N
            yield (
                f"{index}\t{text(project.name)}\t{project.path}\t{description}\t{at}\t{at}\t{project.creator_id}\t"
                f"{project.namespace_id}\t{at}\t{(0, 10, 20)[index % 3]}\t{'t' if index % 17 == 0 else 'f'}\t{index % 90}\t"
                f"SECRET-runners-{index}\t3600\tt\tdefault\tt\t1\t{10_000_000 + index}\n"
            )

    def label_lines(self, ids: range, made: datetime) -> Iterator[str]:
        """Rows of labels."""
        for index in ids:
            chance = mixed(self._seeds["label"], index)
            at = stamp(made + timedelta(minutes=chance % 1_000))
            title = ("bug", "type::feature", "group::datá", "severity::1", "🔥 hot", "Doing\\Done")[index % 6]
            project, group, kind = str(self._projects[chance % len(self._projects)].id), N, "ProjectLabel"
            if index % 4 == 0:
                project, group, kind = N, str(self.world.groups[chance % len(self.world.groups)]), "GroupLabel"
            yield (
                f"{index}\t{text(title)} {index}\t#ff{chance % 9000:04}\t{project}\t{at}\t{at}\tf\t{N}\t{kind}\t{group}\n"
            )

    def member_lines(self, ids: range, made: datetime) -> Iterator[str]:
        """Rows of members."""
        for index in ids:
            chance = mixed(self._seeds["member"], index)
            at = stamp(made + timedelta(minutes=chance % 1_000))
            source = ("Project", "ProjectMember") if index % 3 else ("Namespace", "GroupMember")
            expires = "2099-12-31" if index % 40 == 0 else N
            yield (
                f"{index}\t{(10, 20, 30, 40, 50)[chance % 5]}\t{self._projects[(chance >> 8) % len(self._projects)].id}\t{source[0]}\t"
                f"{1 + (chance >> 16) % self.world.people}\t3\t{source[1]}\t{at}\t{at}\t{N}\tSECRET-invite-{index}\t{expires}\t"
                f"{1 + chance % 500}\n"
            )

    def merge_request_lines(self, span: Span) -> Iterator[tuple[str, str, str]]:
        """Rows of merge_requests, their metrics, and a label link."""
        for index, at in span.moments():
            chance = mixed(self._seeds["mr"], index)
            project = self._projects[chance % len(self._projects)]
            made, merged = stamp(at), stamp(at + timedelta(hours=1 + (chance >> 8) % 72))
            state = (3, 3, 3, 1, 2)[(chance >> 16) % 5]
            changed = merged if state == 3 and at + timedelta(hours=80) < self.world.moment(0) else made
            title = text(f"Fix {('runner', 'キャッシュ', 'пайплайн', 'token', 'naïve')[chance % 5]} cache #{index} 🚀")
            sha = f"\\\\x{chance:016x}{index:024x}"
            request = (
                f"{index}\tmain\tfeature/{chance:08x}\t{project.id}\t{1 + (chance >> 24) % self.world.people}\t{N}\t{title}\t"
                f"{made}\t{changed}\tcan_be_merged\t{project.id}\t{1 + index % 5000}\t{text('Closes' + chr(10) + '- [x] done')}\t"
                f"---\\nforce_remove_source_branch: '1'\\n\t{state}\t{chance % 5}\t{sha if state == 3 else N}\t{N}\t{made}\t"
                f"{'t' if index % 13 == 0 else 'f'}\t{N}\n"
            )
            metric = (
                f"{index}\t{index}\t{made}\t{merged}\t{merged if state == 3 else N}\t{made}\t{changed}\t{made}\t{chance % 900}\t"
                f"{(chance >> 8) % 400}\t{project.id}\t{1 + chance % 12}\n"
            )
            link = f"{index}\t{1 + chance % (100 * self.world.scale)}\t{index}\tMergeRequest\t{made}\t{made}\n"
            yield request, metric, link

    def pipeline_lines(self, span: Span) -> Iterator[tuple[str, str, str]]:
        """Rows of a pipeline, its stages and its builds, as one line or several."""
        seed, projects = self._seeds["pipeline"], self._projects
        for index, at in span.moments():
            chance = mixed(seed, index)
            project = projects[chance % len(projects)]
            partition = 101 if index % 50 == 0 else 100
            percent = (chance >> 8) % 100
            status = (
                "failed"
                if percent < project.failure_percent
                else _PIPELINE_STATUS[0 if percent < 94 else 2 + percent % 3]
            )
            seconds = 60 + (chance >> 16) % 3_000
            made, started = stamp(at), stamp(at + timedelta(seconds=5))
            ran = status in {"success", "failed"}
            end = stamp(at + timedelta(seconds=5 + seconds))
            finished, duration = (end, str(seconds)) if ran else (N, N)
            changed = end if ran else made
            who = 1 + (chance >> 32) % self.world.people
            failure = str((chance >> 40) % 3) if status == "failed" else N
            merge_request = str(1 + (chance >> 44) % max(1, self.world.merge_requests)) if index % 2 else N
            pipeline = (
                f"{index}\t{partition}\tmain\t{chance:040x}\t{made}\t{changed}\tf\t{project.id}\t{status}\t"
                f"{started if ran else N}\t{finished}\t{duration}\t{who}\t{_SOURCES[chance % 8]}\t{failure}\t{index}\t{merge_request}\t"
                f"\\\\x{chance:016x}\t{made}\t{chance % 4}\n"
            )
            stage_status = _STAGE_STATUS[status]
            stages = "".join(
                f"{3 * index - 2 + position}\t{partition}\t{index}\t{project.id}\t{made}\t{changed}\t{name}\t{stage_status}\t0\t"
                f"{position}\n"
                for position, name in enumerate(STAGES)
            )
            builds = "".join(
                self._build(index, number, partition, status, changed, made, started, project, who, chance, ran=ran)
                for number in range(len(BUILDS))
            )
            yield pipeline, stages, builds

    def _build(
        self,
        pipeline: int,
        number: int,
        partition: int,
        status: str,
        end: str,
        made: str,
        started: str,
        project: Project,
        who: int,
        chance: int,
        *,
        ran: bool,
    ) -> str:
        name, stage = BUILDS[number]
        index = 5 * pipeline - 4 + number
        state = status if number == 4 or status != "failed" else "success"
        odd = index % _ODD_EVERY == 0
        expires = "3000-01-01 00:00:00" if odd else N
        return (
            f"{index}\t{partition}\t{state}\t{end if ran else N}\t{made}\t{end}\t{started if ran else N}\t"
            f"{chance % 1000 / 10 if number == 1 else N}\t{pipeline}\t{name}\t---\\nimage: ruby\\n\tf\t{stage}\tf\tmain\t{who}\t"
            f"Ci::Build\t{project.id}\t{expires}\ton_success\t{made}\t{number}\t{'t' if index % 61 == 0 else 'f'}\t"
            f"{'1' if state == 'failed' else N}\t{N}\tSECRET-token-{index}\t{3 * pipeline - 2 + stage}\t"
            f"{1 + chance % 40 if ran else N}\n"
        )

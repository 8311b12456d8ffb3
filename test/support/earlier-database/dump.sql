-- What the service of 29 November 2026 had written (schema up to 1795800600000), by pg_dump --inserts; without settings, which would
-- go on to hold for the connection.

CREATE TABLE public.audit_erasures (
    user_id uuid NOT NULL,
    requested_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.audit_events (
    id uuid NOT NULL,
    kind text NOT NULL,
    occurred_at timestamp with time zone DEFAULT now() NOT NULL,
    actor_id uuid,
    target_id text,
    ip text,
    user_agent text,
    details jsonb DEFAULT '{}'::jsonb NOT NULL
);

CREATE TABLE public.client_assertions (
    client_id uuid NOT NULL,
    jti text NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

CREATE TABLE public.client_secrets (
    id uuid NOT NULL,
    client_id uuid NOT NULL,
    secret_hash bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone
);

CREATE TABLE public.clients (
    id uuid NOT NULL,
    name text NOT NULL,
    scopes text[] NOT NULL,
    audiences text[],
    public_jwk jsonb,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    kind text DEFAULT 'service'::text NOT NULL,
    client_id text,
    CONSTRAINT clients_kind_check CHECK ((kind = ANY (ARRAY['service'::text, 'browser'::text])))
);

CREATE TABLE public.declared_permissions (
    name text NOT NULL,
    description text NOT NULL,
    declared_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.feed (
    id uuid NOT NULL
);

CREATE TABLE public.heartbeat (
    id smallint NOT NULL,
    written_at timestamp with time zone NOT NULL,
    CONSTRAINT heartbeat_id_check CHECK ((id = 1))
);

CREATE TABLE public.migration_lock (
    id smallint NOT NULL
);

CREATE TABLE public.migrations (
    id integer NOT NULL,
    "timestamp" bigint NOT NULL,
    name character varying NOT NULL
);

CREATE SEQUENCE public.migrations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.migrations_id_seq OWNED BY public.migrations.id;

CREATE TABLE public.password_tokens (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    purpose text NOT NULL,
    secret_hash bytea NOT NULL,
    creator_kind text NOT NULL,
    creator_id uuid,
    creator_scopes text[] NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT password_tokens_creator_kind_check CHECK ((creator_kind = ANY (ARRAY['user'::text, 'client'::text, 'operator'::text]))),
    CONSTRAINT password_tokens_purpose_check CHECK ((purpose = ANY (ARRAY['invitation'::text, 'reset'::text])))
);

CREATE TABLE public.revocations (
    kind text NOT NULL,
    target text NOT NULL,
    reason text,
    revoked_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone,
    min_epoch integer,
    status text,
    definition jsonb,
    transaction_id bigint NOT NULL,
    CONSTRAINT revocations_kind_check CHECK ((kind = ANY (ARRAY['session'::text, 'token'::text, 'subject'::text, 'key'::text, 'role'::text])))
);

CREATE TABLE public.role_assignables (
    role text NOT NULL,
    assignable text NOT NULL
);

CREATE TABLE public.role_inclusions (
    role text NOT NULL,
    included text NOT NULL
);

CREATE TABLE public.role_permissions (
    role text NOT NULL,
    permission text NOT NULL
);

CREATE TABLE public.roles (
    name text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    built_in boolean DEFAULT false NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.sessions (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    client_id text NOT NULL,
    jti text NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked boolean DEFAULT false NOT NULL,
    revoked_at timestamp with time zone,
    revoked_reason text,
    last_used_at timestamp with time zone NOT NULL,
    idle_seconds integer NOT NULL,
    opened_epoch integer NOT NULL,
    secret_hash bytea NOT NULL,
    counter integer DEFAULT 0 NOT NULL,
    rotated_at timestamp with time zone NOT NULL,
    ip text,
    user_agent text,
    audience text[],
    client_opened_epoch integer DEFAULT 0 NOT NULL,
    amr text[] DEFAULT '{pwd}'::text[] NOT NULL,
    authenticated_at timestamp with time zone,
    client_subject_id uuid,
    CONSTRAINT sessions_client_subject_id_check CHECK (((client_subject_id IS NOT NULL) OR (client_id = 'gatehouse'::text)))
)
WITH (fillfactor='70');

CREATE TABLE public.signing_keys (
    kid text NOT NULL,
    alg text NOT NULL,
    state text NOT NULL,
    public_jwk jsonb NOT NULL,
    private_key bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    published_at timestamp with time zone DEFAULT now() NOT NULL,
    activated_at timestamp with time zone,
    superseded_at timestamp with time zone,
    retired_at timestamp with time zone,
    CONSTRAINT signing_keys_state_check CHECK ((state = ANY (ARRAY['next'::text, 'current'::text, 'previous'::text, 'retired'::text])))
);

CREATE TABLE public.subjects (
    id uuid NOT NULL,
    kind text NOT NULL,
    status text NOT NULL,
    epoch integer DEFAULT 0 NOT NULL,
    sessions_epoch integer DEFAULT 0 NOT NULL,
    swept_epoch integer DEFAULT 0 NOT NULL,
    ext jsonb,
    CONSTRAINT subjects_kind_check CHECK ((kind = ANY (ARRAY['user'::text, 'client'::text]))),
    CONSTRAINT subjects_status_check CHECK ((status = ANY (ARRAY['active'::text, 'invited'::text, 'disabled'::text, 'deleted'::text])))
)
WITH (fillfactor='80');

CREATE TABLE public.user_roles (
    user_id uuid NOT NULL,
    role text NOT NULL,
    granted_by uuid,
    granted_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone
);

CREATE TABLE public.users (
    id uuid NOT NULL,
    email text NOT NULL,
    password_hash text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL
);

ALTER TABLE ONLY public.migrations ALTER COLUMN id SET DEFAULT nextval('public.migrations_id_seq'::regclass);

INSERT INTO public.audit_events VALUES ('01a22c1c-6132-76ef-9a33-414f41338ee7', 'key_created', '2026-11-30 10:59:47.119342+00', NULL, '70e4477b224382d726f27522', NULL, NULL, '{"state": "current"}');
INSERT INTO public.audit_events VALUES ('01a22c1c-6135-7263-92be-a2a02e9a374c', 'key_created', '2026-11-30 10:59:47.119342+00', NULL, 'f886816ff683088aea53c8d1', NULL, NULL, '{"state": "next"}');
INSERT INTO public.audit_events VALUES ('01a22c1c-614d-7748-aeb9-bfb8d1a2ea0c', 'user_created', '2026-11-30 10:59:47.146204+00', NULL, '01a22c1c-614c-7150-972a-ef55ff39386a', NULL, NULL, '{}');
INSERT INTO public.audit_events VALUES ('01a22c1c-6150-74ab-9215-2569c16d53cb', 'authz_role_granted', '2026-11-30 10:59:47.146204+00', NULL, '01a22c1c-614c-7150-972a-ef55ff39386a', NULL, NULL, '{"role": "user"}');
INSERT INTO public.audit_events VALUES ('01a22c1c-6151-77fa-8d2b-a442c779c90c', 'authz_role_granted', '2026-11-30 10:59:47.146204+00', NULL, '01a22c1c-614c-7150-972a-ef55ff39386a', NULL, NULL, '{"role": "admin"}');
INSERT INTO public.audit_events VALUES ('01a22c1c-622c-752b-9a32-1ce7e4426e67', 'authn_login_success', '2026-11-30 10:59:47.373535+00', '01a22c1c-614c-7150-972a-ef55ff39386a', '01a22c1c-622c-752b-9a32-1b384c659c9e', '127.0.0.1', 'node', '{"amr": ["pwd"]}');
INSERT INTO public.audit_events VALUES ('01a22c1c-627b-71cc-b484-2f266cd6ed93', 'user_created', '2026-11-30 10:59:47.450163+00', NULL, '01a22c1c-627a-7045-ac17-5d748b043e80', '127.0.0.1', 'node', '{}');
INSERT INTO public.audit_events VALUES ('01a22c1c-627d-725e-af59-fef98fda65a4', 'authz_role_granted', '2026-11-30 10:59:47.450163+00', NULL, '01a22c1c-627a-7045-ac17-5d748b043e80', '127.0.0.1', 'node', '{"role": "user"}');
INSERT INTO public.audit_events VALUES ('01a22c1c-62b0-72cf-9778-56d04c7e015f', 'user_created', '2026-11-30 10:59:47.502404+00', NULL, '01a22c1c-62ae-71d6-963a-268353f41d8f', '127.0.0.1', 'node', '{}');
INSERT INTO public.audit_events VALUES ('01a22c1c-62b2-7049-9e32-70ecf8ae97d2', 'authz_role_granted', '2026-11-30 10:59:47.502404+00', NULL, '01a22c1c-62ae-71d6-963a-268353f41d8f', '127.0.0.1', 'node', '{"role": "user"}');
INSERT INTO public.audit_events VALUES ('01a22c1c-62c6-75d6-8c5e-0e18360cf484', 'user_created', '2026-11-30 10:59:47.525021+00', NULL, '01a22c1c-62c5-7550-a1b1-5c1be347117e', '127.0.0.1', 'node', '{}');
INSERT INTO public.audit_events VALUES ('01a22c1c-62c7-7116-b415-a1523e50dea8', 'authz_role_granted', '2026-11-30 10:59:47.525021+00', NULL, '01a22c1c-62c5-7550-a1b1-5c1be347117e', '127.0.0.1', 'node', '{"role": "user"}');
INSERT INTO public.audit_events VALUES ('01a22c1c-62de-7248-a4b3-4d1da31e53a5', 'authz_role_created', '2026-11-30 10:59:47.538477+00', '01a22c1c-614c-7150-972a-ef55ff39386a', 'support', '127.0.0.1', 'node', '{"after": {"assigns": [], "includes": [], "description": "", "permissions": ["orders:read"]}}');
INSERT INTO public.audit_events VALUES ('01a22c1c-62ea-72d4-ad44-fd96da790f9b', 'authz_role_created', '2026-11-30 10:59:47.556631+00', '01a22c1c-614c-7150-972a-ef55ff39386a', 'lead', '127.0.0.1', 'node', '{"after": {"assigns": [], "includes": ["support"], "description": "", "permissions": ["orders:write"]}}');
INSERT INTO public.audit_events VALUES ('01a22c1c-62f6-73ed-a9d8-d1c2785665cf', 'authz_role_granted', '2026-11-30 10:59:47.568184+00', '01a22c1c-614c-7150-972a-ef55ff39386a', '01a22c1c-627a-7045-ac17-5d748b043e80', '127.0.0.1', 'node', '{"role": "lead"}');
INSERT INTO public.audit_events VALUES ('01a22c1c-6301-755c-bf4f-bfe452c1e159', 'client_created', '2026-11-30 10:59:47.58311+00', '01a22c1c-614c-7150-972a-ef55ff39386a', '01a22c1c-6300-7345-ab76-7040a09e916c', '127.0.0.1', 'node', '{"name": "orders", "scopes": ["introspect", "orders:read"], "has_key": false, "audiences": null}');
INSERT INTO public.audit_events VALUES ('01a22c1c-6304-758e-a0c8-8c604e995499', 'client_secret_created', '2026-11-30 10:59:47.58311+00', '01a22c1c-614c-7150-972a-ef55ff39386a', '01a22c1c-6300-7345-ab76-7040a09e916c', '127.0.0.1', 'node', '{"secret_id": "01a22c1c-6303-707b-a211-acd47bdb5916"}');
INSERT INTO public.audit_events VALUES ('01a22c1c-6319-7408-afd4-9c7e88396003', 'authn_login_success', '2026-11-30 10:59:47.609651+00', '01a22c1c-627a-7045-ac17-5d748b043e80', '01a22c1c-6319-7408-afd4-9ac4e18cca4b', '127.0.0.1', 'node', '{"amr": ["pwd"]}');
INSERT INTO public.audit_events VALUES ('01a22c1c-6330-741e-a00c-5cd29c945a63', 'authn_login_success', '2026-11-30 10:59:47.632657+00', '01a22c1c-627a-7045-ac17-5d748b043e80', '01a22c1c-6330-741e-a00c-5919852597d2', '127.0.0.1', 'node', '{"amr": ["pwd"]}');
INSERT INTO public.audit_events VALUES ('01a22c1c-6358-745d-8802-ac808c52a84a', 'authn_login_success', '2026-11-30 10:59:47.67328+00', '01a22c1c-62ae-71d6-963a-268353f41d8f', '01a22c1c-6358-745d-8802-aa04b45bb9e1', '127.0.0.1', 'node', '{"amr": ["pwd"]}');
INSERT INTO public.audit_events VALUES ('01a22c1c-636e-73dc-98c7-4319103fc86a', 'authn_login_success', '2026-11-30 10:59:47.694735+00', '01a22c1c-62ae-71d6-963a-268353f41d8f', '01a22c1c-636e-73dc-98c7-3e7c802e1102', '127.0.0.1', 'node', '{"amr": ["pwd"]}');
INSERT INTO public.audit_events VALUES ('01a22c1c-6379-724f-98ca-401267d1122a', 'session_revoked', '2026-11-30 10:59:47.703959+00', '01a22c1c-62ae-71d6-963a-268353f41d8f', '01a22c1c-636e-73dc-98c7-3e7c802e1102', '127.0.0.1', 'node', '{"reason": "logout", "user_id": "01a22c1c-62ae-71d6-963a-268353f41d8f"}');
INSERT INTO public.audit_events VALUES ('01a22c1c-638b-742f-acef-23bbdcc5b083', 'authn_login_success', '2026-11-30 10:59:47.724158+00', '01a22c1c-62c5-7550-a1b1-5c1be347117e', '01a22c1c-638b-742f-acef-1da40af8ed3f', '127.0.0.1', 'node', '{"amr": ["pwd"]}');
INSERT INTO public.audit_events VALUES ('01a22c1c-639a-7759-aaa6-3f0d531f5492', 'user_updated', '2026-11-30 10:59:47.731537+00', '01a22c1c-614c-7150-972a-ef55ff39386a', '01a22c1c-62c5-7550-a1b1-5c1be347117e', '127.0.0.1', 'node', '{"after": {"ext": null, "status": "disabled"}, "before": {"ext": null, "status": "active"}}');
INSERT INTO public.audit_events VALUES ('01a22c1c-63ad-7158-bdfe-0c78b91c0407', 'authn_login_success', '2026-11-30 10:59:47.757609+00', '01a22c1c-62ae-71d6-963a-268353f41d8f', '01a22c1c-63ad-7158-bdfe-0a0ecdbe3e00', '127.0.0.1', 'node', '{"amr": ["pwd"]}');
INSERT INTO public.audit_events VALUES ('01a22c1c-63bc-7539-8e7c-e8d6cd982572', 'authn_device_new', '2026-11-30 10:59:47.772441+00', '01a22c1c-614c-7150-972a-ef55ff39386a', '01a22c1c-614c-7150-972a-ef55ff39386a', '127.0.0.1', 'node', '{"count": 1, "since": "2026-11-30T10:59:47.380Z", "reasons": {"password": 1}}');
INSERT INTO public.audit_events VALUES ('01a22c1c-63bc-7539-8e7c-ed1046d00ab1', 'authn_device_new', '2026-11-30 10:59:47.772441+00', '01a22c1c-627a-7045-ac17-5d748b043e80', '01a22c1c-627a-7045-ac17-5d748b043e80', '127.0.0.1', 'node', '{"count": 2, "since": "2026-11-30T10:59:47.612Z", "reasons": {"password": 2}}');
INSERT INTO public.audit_events VALUES ('01a22c1c-63bc-7539-8e7c-f09227bf7453', 'authn_device_new', '2026-11-30 10:59:47.772441+00', '01a22c1c-62ae-71d6-963a-268353f41d8f', '01a22c1c-62ae-71d6-963a-268353f41d8f', '127.0.0.1', 'node', '{"count": 3, "since": "2026-11-30T10:59:47.674Z", "reasons": {"password": 3}}');
INSERT INTO public.audit_events VALUES ('01a22c1c-63bc-7539-8e7c-f4d4901d2b3b', 'authn_device_new', '2026-11-30 10:59:47.772441+00', '01a22c1c-62c5-7550-a1b1-5c1be347117e', '01a22c1c-62c5-7550-a1b1-5c1be347117e', '127.0.0.1', 'node', '{"count": 1, "since": "2026-11-30T10:59:47.725Z", "reasons": {"password": 1}}');

INSERT INTO public.client_secrets VALUES ('01a22c1c-6303-707b-a211-acd47bdb5916', '01a22c1c-6300-7345-ab76-7040a09e916c', '\x8f288ca25bd589f61d792af3811bf32cea7490e895c70957f3da8312bbd37905', '2026-11-30 10:59:47.58311+00', NULL);

INSERT INTO public.clients VALUES ('00000000-0000-7000-8000-000000000001', 'Gatehouse', '{}', NULL, NULL, '2026-11-30 10:59:47.080744+00', '2026-11-30 10:59:47.080744+00', 'browser', 'gatehouse');
INSERT INTO public.clients VALUES ('01a22c1c-6300-7345-ab76-7040a09e916c', 'orders', '{introspect,orders:read}', NULL, NULL, '2026-11-30 10:59:47.58311+00', '2026-11-30 10:59:47.58311+00', 'service', NULL);

INSERT INTO public.feed VALUES ('ee8f5f98-5083-43fb-879b-555d56b7b2bf');

INSERT INTO public.heartbeat VALUES (1, '2026-11-30 10:59:47.053795+00');

INSERT INTO public.migration_lock VALUES (1);

INSERT INTO public.migrations VALUES (1, 1795305600000, 'Spine1795305600000');
INSERT INTO public.migrations VALUES (2, 1795309200000, 'ServiceClientsAndKeyLifeCycle1795309200000');
INSERT INTO public.migrations VALUES (3, 1795395600000, 'RevocationFeed1795395600000');
INSERT INTO public.migrations VALUES (4, 1795500000000, 'Administration1795500000000');
INSERT INTO public.migrations VALUES (5, 1795600000000, 'AuditSearch1795600000000');
INSERT INTO public.migrations VALUES (6, 1795700000000, 'SessionsOfClients1795700000000');
INSERT INTO public.migrations VALUES (7, 1795720000000, 'Heartbeat1795720000000');
INSERT INTO public.migrations VALUES (8, 1795740000000, 'OneFormOfDomains1795740000000');
INSERT INTO public.migrations VALUES (9, 1795741000000, 'AuditErasuresAndSearch1795741000000');
INSERT INTO public.migrations VALUES (10, 1795800000000, 'ProofsOfSessions1795800000000');
INSERT INTO public.migrations VALUES (11, 1795800600000, 'KindsOfClients1795800600000');

INSERT INTO public.revocations VALUES ('role', 'admin', NULL, '2026-11-30 10:59:47.020152+00', NULL, NULL, NULL, '{"version": 1, "permissions": ["*"]}', 730);
INSERT INTO public.revocations VALUES ('role', 'user', NULL, '2026-11-30 10:59:47.020152+00', NULL, NULL, NULL, '{"version": 1, "permissions": []}', 730);
INSERT INTO public.revocations VALUES ('role', 'support', NULL, '2026-11-30 10:59:47.550248+00', NULL, NULL, NULL, '{"version": 1, "includes": [], "permissions": ["orders:read"]}', 745);
INSERT INTO public.revocations VALUES ('role', 'lead', NULL, '2026-11-30 10:59:47.562+00', NULL, NULL, NULL, '{"version": 1, "includes": ["support"], "permissions": ["orders:read", "orders:write"]}', 747);
INSERT INTO public.revocations VALUES ('subject', '01a22c1c-627a-7045-ac17-5d748b043e80', NULL, '2026-11-30 10:59:47.575635+00', '2026-11-30 12:01:47.575635+00', 0, 'active', NULL, 749);
INSERT INTO public.revocations VALUES ('session', '01a22c1c-636e-73dc-98c7-3e7c802e1102', NULL, '2026-11-30 10:59:47.704775+00', '2026-11-30 12:01:47.704775+00', NULL, NULL, NULL, 759);
INSERT INTO public.revocations VALUES ('subject', '01a22c1c-62c5-7550-a1b1-5c1be347117e', NULL, '2026-11-30 10:59:47.7364+00', '2026-11-30 12:01:47.7364+00', 1, 'disabled', NULL, 762);

INSERT INTO public.role_inclusions VALUES ('lead', 'support');

INSERT INTO public.role_permissions VALUES ('admin', '*');
INSERT INTO public.role_permissions VALUES ('support', 'orders:read');
INSERT INTO public.role_permissions VALUES ('lead', 'orders:write');

INSERT INTO public.roles VALUES ('admin', 'Holds every permission.', true, 1, '2026-11-30 10:59:46.973094+00', '2026-11-30 10:59:46.973094+00');
INSERT INTO public.roles VALUES ('user', 'Everybody with an account.', true, 1, '2026-11-30 10:59:46.973094+00', '2026-11-30 10:59:46.973094+00');
INSERT INTO public.roles VALUES ('support', '', false, 1, '2026-11-30 10:59:47.538477+00', '2026-11-30 10:59:47.538477+00');
INSERT INTO public.roles VALUES ('lead', '', false, 1, '2026-11-30 10:59:47.556631+00', '2026-11-30 10:59:47.556631+00');

INSERT INTO public.sessions VALUES ('01a22c1c-622c-752b-9a32-1b384c659c9e', '01a22c1c-614c-7150-972a-ef55ff39386a', 'gatehouse', 'u6l9sHW-WSzfdr5XRbqDNQ', '2026-11-30 10:59:47.376+00', '2026-12-30 10:59:47.376+00', false, NULL, NULL, '2026-11-30 10:59:47.376+00', 1209600, 0, '\x77c03d269080236a0d9625035d4cdbb56c74e0fb0a336064784832bba4d812c4', 0, '2026-11-30 10:59:47.376+00', '127.0.0.1', 'node', NULL, 0, '{pwd}', NULL, NULL);
INSERT INTO public.sessions VALUES ('01a22c1c-6319-7408-afd4-9ac4e18cca4b', '01a22c1c-627a-7045-ac17-5d748b043e80', 'gatehouse', '5eypFnMmIMmPeWIrcFnkog', '2026-11-30 10:59:47.61+00', '2026-12-30 10:59:47.61+00', false, NULL, NULL, '2026-11-30 10:59:47.61+00', 1209600, 0, '\xb4098e087d834d086edfa155ed77330c1722f275049074d41e212d17f823b3e7', 0, '2026-11-30 10:59:47.61+00', '127.0.0.1', 'node', NULL, 0, '{pwd}', NULL, NULL);
INSERT INTO public.sessions VALUES ('01a22c1c-6330-741e-a00c-5919852597d2', '01a22c1c-627a-7045-ac17-5d748b043e80', 'gatehouse', 'Gd5-2w2qGpl_-c5pFwTYfg', '2026-11-30 10:59:47.633+00', '2026-12-30 10:59:47.633+00', false, NULL, NULL, '2026-11-30 10:59:47.653777+00', 1209600, 0, '\x45ce356f9d8e57f2dc3ee37bc84bb81b0fec0d30c4df089bbbefd08f40871ffd', 3, '2026-11-30 10:59:47.653777+00', '127.0.0.1', 'node', NULL, 0, '{pwd}', NULL, NULL);
INSERT INTO public.sessions VALUES ('01a22c1c-6358-745d-8802-aa04b45bb9e1', '01a22c1c-62ae-71d6-963a-268353f41d8f', 'gatehouse', 'yXgMeWhaEEeElunWYum_Xg', '2026-11-30 10:59:47.673+00', '2026-12-30 10:59:47.673+00', false, NULL, NULL, '2026-11-30 10:59:47.673+00', 1209600, 0, '\x55f7d7443384c2e4af760a283d900dedf12512cbefef97a860a9facbb7328dc6', 0, '2026-11-30 10:59:47.673+00', '127.0.0.1', 'node', NULL, 0, '{pwd}', NULL, NULL);
INSERT INTO public.sessions VALUES ('01a22c1c-636e-73dc-98c7-3e7c802e1102', '01a22c1c-62ae-71d6-963a-268353f41d8f', 'gatehouse', 'GWC7PZrNvIJaOSZqew0OJA', '2026-11-30 10:59:47.695+00', '2026-12-30 10:59:47.695+00', true, '2026-11-30 10:59:47.704378+00', 'logout', '2026-11-30 10:59:47.695+00', 1209600, 0, '\x638f554b05d9d23a30ec1dbf2bb52e54c73c30960d0ad0b52f3c73f5707b52d1', 0, '2026-11-30 10:59:47.695+00', '127.0.0.1', 'node', NULL, 0, '{pwd}', NULL, NULL);
INSERT INTO public.sessions VALUES ('01a22c1c-638b-742f-acef-1da40af8ed3f', '01a22c1c-62c5-7550-a1b1-5c1be347117e', 'gatehouse', 'JTwqB6uhyPVkLmkg9pkTng', '2026-11-30 10:59:47.724+00', '2026-12-30 10:59:47.724+00', false, NULL, NULL, '2026-11-30 10:59:47.724+00', 1209600, 0, '\x9c4698adb885d8f2d171406ed6233064ec38cd96d3561858b8a29de710dad2fe', 0, '2026-11-30 10:59:47.724+00', '127.0.0.1', 'node', NULL, 0, '{pwd}', NULL, NULL);
INSERT INTO public.sessions VALUES ('01a22c1c-63ad-7158-bdfe-0a0ecdbe3e00', '01a22c1c-62ae-71d6-963a-268353f41d8f', '01a22c1c-6300-7345-ab76-7040a09e916c', 'mNAJQOwEESHblrwtBeklAg', '2026-11-30 10:59:47.757+00', '2026-12-30 10:59:47.757+00', false, NULL, NULL, '2026-11-30 10:59:47.757+00', 1209600, 0, '\x8e169b8e67dc0fb92c797ba138513812829e9c7a4a85d265f29909a838fa821d', 0, '2026-11-30 10:59:47.757+00', '127.0.0.1', 'node', '{https://auth.example.test}', 0, '{pwd}', NULL, '01a22c1c-6300-7345-ab76-7040a09e916c');

INSERT INTO public.signing_keys VALUES ('70e4477b224382d726f27522', 'ES256', 'current', '{"x": "tIwe6qi-KwvhQhGh49uPGA-J50GG873CF8B-RVpORy8", "y": "e8l3oKM4PCkv-DBm4anGmPSoT0znVLTKlH5Qh59WFuU", "alg": "ES256", "crv": "P-256", "kid": "70e4477b224382d726f27522", "kty": "EC", "use": "sig"}', '\xe0e31d21b33c078d5df6695eb2ac602de2254f9f00748e051e55f73dc5dfed35955e9c54f5d071d6d362cef4950329f6ccad30e17593f5e73041c4bc3d3ce6e9005426f5134087f051256a3b84f84f96b1d5823c625d0906c1d64410a55106fc7fd80fbc11e95e65d9a4a38fe0f83e653e2784a5ae47dbc9c5b0d12ea45860376624d7d3af2766b84c6dff474305049c059cc5e9745bdc2f93662d8059fe08cdd8fdda7321c834f70478', '2026-11-30 10:59:47.119342+00', '2026-11-30 10:59:47.119342+00', '2026-11-30 10:59:47.119342+00', NULL, NULL);
INSERT INTO public.signing_keys VALUES ('f886816ff683088aea53c8d1', 'ES256', 'next', '{"x": "VGpWmVbxl_1tsE8bHBnMIx7ddynM5ivETxnRUZM8VKw", "y": "7mGyrV3VBxwe1DtYDdKFWqtnYdthvc0WLipslfJRQvY", "alg": "ES256", "crv": "P-256", "kid": "f886816ff683088aea53c8d1", "kty": "EC", "use": "sig"}', '\xe0e31d21041e13168f7980f25c037b7925d558da63d63d7f90a4af86c66be3a60cd0f00e4f2d2695e1aa9675a6b1497fdfc16e118d37cec777434cc3b4545b23a6499e5d0d17788eb6a82f82eba1cbedaec69e6f968da818e7a68b444d860515f6cf995ba8b2f9e515fb830f5a3abb16a0de1fe4882467f51587df88899cc680211b7a028e814a8cf5817bdbf20ac78485dd7f6c394426fa35616a807cd1015d74c9abef6ffc11467f08', '2026-11-30 10:59:47.119342+00', '2026-11-30 10:59:47.119342+00', NULL, NULL, NULL);

INSERT INTO public.subjects VALUES ('00000000-0000-7000-8000-000000000001', 'client', 'active', 0, 0, 0, NULL);
INSERT INTO public.subjects VALUES ('01a22c1c-614c-7150-972a-ef55ff39386a', 'user', 'active', 0, 0, 0, NULL);
INSERT INTO public.subjects VALUES ('01a22c1c-627a-7045-ac17-5d748b043e80', 'user', 'active', 0, 0, 0, NULL);
INSERT INTO public.subjects VALUES ('01a22c1c-62ae-71d6-963a-268353f41d8f', 'user', 'active', 0, 0, 0, NULL);
INSERT INTO public.subjects VALUES ('01a22c1c-6300-7345-ab76-7040a09e916c', 'client', 'active', 0, 0, 0, NULL);
INSERT INTO public.subjects VALUES ('01a22c1c-62c5-7550-a1b1-5c1be347117e', 'user', 'disabled', 1, 1, 0, NULL);

INSERT INTO public.user_roles VALUES ('01a22c1c-614c-7150-972a-ef55ff39386a', 'user', NULL, '2026-11-30 10:59:47.146204+00', NULL);
INSERT INTO public.user_roles VALUES ('01a22c1c-614c-7150-972a-ef55ff39386a', 'admin', NULL, '2026-11-30 10:59:47.146204+00', NULL);
INSERT INTO public.user_roles VALUES ('01a22c1c-627a-7045-ac17-5d748b043e80', 'user', NULL, '2026-11-30 10:59:47.450163+00', NULL);
INSERT INTO public.user_roles VALUES ('01a22c1c-62ae-71d6-963a-268353f41d8f', 'user', NULL, '2026-11-30 10:59:47.502404+00', NULL);
INSERT INTO public.user_roles VALUES ('01a22c1c-62c5-7550-a1b1-5c1be347117e', 'user', NULL, '2026-11-30 10:59:47.525021+00', NULL);
INSERT INTO public.user_roles VALUES ('01a22c1c-627a-7045-ac17-5d748b043e80', 'lead', '01a22c1c-614c-7150-972a-ef55ff39386a', '2026-11-30 10:59:47.568184+00', NULL);

INSERT INTO public.users VALUES ('01a22c1c-614c-7150-972a-ef55ff39386a', 'root@example.test', '$argon2id$v=19$m=19456,t=2,p=1$JZD2KQr1COXiA5benCKdSQ$DZGmt8kYQz0YVD5rWKvlw662N0kqoDO7C090T4MbpXM', '2026-11-30 10:59:47.146204+00', '2026-11-30 10:59:47.146204+00', 1);
INSERT INTO public.users VALUES ('01a22c1c-627a-7045-ac17-5d748b043e80', 'ada@example.test', '$argon2id$v=19$m=19456,t=2,p=1$A6FXvfhKTwj0uBvcOKmZyg$eQ+mz7ENoOBPj0Q6orcfgyl9bghGzkgEJfjXfSkxkaY', '2026-11-30 10:59:47.450163+00', '2026-11-30 10:59:47.450163+00', 1);
INSERT INTO public.users VALUES ('01a22c1c-62ae-71d6-963a-268353f41d8f', 'ben@example.test', '$argon2id$v=19$m=19456,t=2,p=1$a83lCzn/eKlBNLwOfgrE9g$t3kForteKxKM8agRsGIP2phl71XAaUaTfceTUya8S+k', '2026-11-30 10:59:47.502404+00', '2026-11-30 10:59:47.502404+00', 1);
INSERT INTO public.users VALUES ('01a22c1c-62c5-7550-a1b1-5c1be347117e', 'cem@example.test', '$argon2id$v=19$m=19456,t=2,p=1$PRQUiBG5l1XJbL/Zjq9pzg$5BBjxVJ73zjpjJeh0grXhaFGTQrtygUBiGOVFl1DIc4', '2026-11-30 10:59:47.525021+00', '2026-11-30 10:59:47.731537+00', 2);

SELECT pg_catalog.setval('public.migrations_id_seq', 11, true);

ALTER TABLE ONLY public.migrations
    ADD CONSTRAINT "PK_8c82d7f526340ab734260ea46be" PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_erasures
    ADD CONSTRAINT audit_erasures_pkey PRIMARY KEY (user_id);

ALTER TABLE ONLY public.audit_events
    ADD CONSTRAINT audit_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.client_assertions
    ADD CONSTRAINT client_assertions_pkey PRIMARY KEY (client_id, jti);

ALTER TABLE ONLY public.client_secrets
    ADD CONSTRAINT client_secrets_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.clients
    ADD CONSTRAINT clients_client_id_key UNIQUE (client_id);

ALTER TABLE ONLY public.clients
    ADD CONSTRAINT clients_name_key UNIQUE (kind, name);

ALTER TABLE ONLY public.clients
    ADD CONSTRAINT clients_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.declared_permissions
    ADD CONSTRAINT declared_permissions_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.feed
    ADD CONSTRAINT feed_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.heartbeat
    ADD CONSTRAINT heartbeat_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.migration_lock
    ADD CONSTRAINT migration_lock_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.password_tokens
    ADD CONSTRAINT password_tokens_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.revocations
    ADD CONSTRAINT revocations_pkey PRIMARY KEY (kind, target);

ALTER TABLE ONLY public.role_assignables
    ADD CONSTRAINT role_assignables_pkey PRIMARY KEY (role, assignable);

ALTER TABLE ONLY public.role_inclusions
    ADD CONSTRAINT role_inclusions_pkey PRIMARY KEY (role, included);

ALTER TABLE ONLY public.role_permissions
    ADD CONSTRAINT role_permissions_pkey PRIMARY KEY (role, permission);

ALTER TABLE ONLY public.roles
    ADD CONSTRAINT roles_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.signing_keys
    ADD CONSTRAINT signing_keys_pkey PRIMARY KEY (kid);

ALTER TABLE ONLY public.subjects
    ADD CONSTRAINT subjects_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.user_roles
    ADD CONSTRAINT user_roles_pkey PRIMARY KEY (user_id, role);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_email_key UNIQUE (email);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);

CREATE INDEX audit_events_actor_id_id_idx ON public.audit_events USING btree (actor_id, id);

CREATE INDEX audit_events_actor_kind_id_idx ON public.audit_events USING btree (((((actor_id)::text || ' '::text) || kind)), id);

CREATE INDEX audit_events_kind_id_idx ON public.audit_events USING btree (kind, id);

CREATE INDEX audit_events_role_kind_id_idx ON public.audit_events USING btree (((((details ->> 'role'::text) || ' '::text) || kind)), id) WHERE ((details ->> 'role'::text) IS NOT NULL);

CREATE INDEX audit_events_target_id_id_idx ON public.audit_events USING btree (target_id, id);

CREATE INDEX audit_events_target_kind_id_idx ON public.audit_events USING btree ((((target_id || ' '::text) || kind)), id);

CREATE INDEX audit_events_user_id_id_idx ON public.audit_events USING btree (((details ->> 'user_id'::text)), id) WHERE ((details ->> 'user_id'::text) IS NOT NULL);

CREATE INDEX audit_events_user_kind_id_idx ON public.audit_events USING btree (((((details ->> 'user_id'::text) || ' '::text) || kind)), id) WHERE ((details ->> 'user_id'::text) IS NOT NULL);

CREATE INDEX client_assertions_expires_at_idx ON public.client_assertions USING btree (expires_at);

CREATE INDEX client_secrets_client_id_idx ON public.client_secrets USING btree (client_id);

CREATE INDEX password_tokens_expires_at_idx ON public.password_tokens USING btree (expires_at);

CREATE INDEX password_tokens_user_id_idx ON public.password_tokens USING btree (user_id);

CREATE INDEX revocations_expires_at_idx ON public.revocations USING btree (expires_at);

CREATE INDEX revocations_transaction_id_idx ON public.revocations USING btree (transaction_id);

CREATE INDEX role_assignables_assignable_idx ON public.role_assignables USING btree (assignable);

CREATE INDEX role_inclusions_included_idx ON public.role_inclusions USING btree (included);

CREATE INDEX sessions_client_subject_id_id_idx ON public.sessions USING btree (client_subject_id, id) WHERE (client_subject_id IS NOT NULL);

CREATE INDEX sessions_expires_at_idx ON public.sessions USING btree (expires_at);

CREATE INDEX sessions_user_id_id_idx ON public.sessions USING btree (user_id, id);

CREATE UNIQUE INDEX signing_keys_one_current_idx ON public.signing_keys USING btree (state) WHERE (state = 'current'::text);

CREATE UNIQUE INDEX signing_keys_one_next_idx ON public.signing_keys USING btree (state) WHERE (state = 'next'::text);

CREATE INDEX subjects_status_id_idx ON public.subjects USING btree (status, id) WHERE (status <> 'active'::text);

CREATE INDEX subjects_to_sweep_idx ON public.subjects USING btree (id) WHERE (sessions_epoch > swept_epoch);

CREATE INDEX user_roles_role_user_id_idx ON public.user_roles USING btree (role, user_id);

CREATE INDEX users_email_prefix_idx ON public.users USING btree (email text_pattern_ops);

CREATE STATISTICS public.audit_events_role_kind_stats ON (((details ->> 'role'::text) || ' '::text) || kind) FROM public.audit_events;

CREATE STATISTICS public.audit_events_user_kind_stats ON (((details ->> 'user_id'::text) || ' '::text) || kind) FROM public.audit_events;

ALTER TABLE ONLY public.client_assertions
    ADD CONSTRAINT client_assertions_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.clients(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.client_secrets
    ADD CONSTRAINT client_secrets_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.clients(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.clients
    ADD CONSTRAINT clients_id_fkey FOREIGN KEY (id) REFERENCES public.subjects(id);

ALTER TABLE ONLY public.password_tokens
    ADD CONSTRAINT password_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.role_assignables
    ADD CONSTRAINT role_assignables_assignable_fkey FOREIGN KEY (assignable) REFERENCES public.roles(name) ON DELETE CASCADE;

ALTER TABLE ONLY public.role_assignables
    ADD CONSTRAINT role_assignables_role_fkey FOREIGN KEY (role) REFERENCES public.roles(name) ON DELETE CASCADE;

ALTER TABLE ONLY public.role_inclusions
    ADD CONSTRAINT role_inclusions_included_fkey FOREIGN KEY (included) REFERENCES public.roles(name) ON DELETE CASCADE;

ALTER TABLE ONLY public.role_inclusions
    ADD CONSTRAINT role_inclusions_role_fkey FOREIGN KEY (role) REFERENCES public.roles(name) ON DELETE CASCADE;

ALTER TABLE ONLY public.role_permissions
    ADD CONSTRAINT role_permissions_role_fkey FOREIGN KEY (role) REFERENCES public.roles(name) ON DELETE CASCADE;

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_client_subject_id_fkey FOREIGN KEY (client_subject_id) REFERENCES public.subjects(id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.user_roles
    ADD CONSTRAINT user_roles_role_fkey FOREIGN KEY (role) REFERENCES public.roles(name);

ALTER TABLE ONLY public.user_roles
    ADD CONSTRAINT user_roles_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_id_fkey FOREIGN KEY (id) REFERENCES public.subjects(id);

